// A real broker, `pulsar-lite` from PyPI, on a free port of 127.0.0.1, and the official client that reads it back
// (Tests/Peers/pulsar_referee.py). What was stored lies in files and survives the broker's death.
import Foundation
import Synchronization

/// A broker that speaks Pulsar's protocol.
public final class PulsarLite: Sendable {
    /// A message as the official client reads it.
    public struct Read: Sendable {
        /// The topic, or its partition.
        public var topic: String
        /// The contents.
        public var text: String
        /// The key.
        public var key: String?
        /// When it happened, in milliseconds since 1970; 0 says nothing.
        public var eventTime: UInt64
        /// The properties.
        public var properties: [String: String]
    }

    /// The port.
    public let port: Int
    private let configuration: String
    private let peer: Mutex<Peer>

    private init(port: Int, configuration: String, peer: Peer) {
        self.port = port
        self.configuration = configuration
        self.peer = Mutex(peer)
    }

    deinit { peer.withLock { $0.kill() } }

    /// Where clients connect.
    public var url: String { "pulsar://127.0.0.1:\(port)" }

    /// Starts a broker whose new topics have `partitions` partitions; 0: none.
    public static func start(partitions: Int = 0) async throws -> PulsarLite {
        // Another process may take a port between the look and the broker's own bind.
        for _ in 1..<5 { if let broker = try? await startOnce(partitions) { return broker } }
        return try await startOnce(partitions)
    }

    private static func startOnce(_ partitions: Int) async throws -> PulsarLite {
        let port = try FreePort.find()
        let file = try Repository.scratchFile("pulsar")
        try Data(
            """
            addr = "127.0.0.1:\(port)"
            db_path = "\(file.path).db"
            default_partitions = \(partitions)
            log_level = "error"
            [metrics]
            enabled = true
            addr = "127.0.0.1:\(try FreePort.find())"

            """.utf8
        ).write(to: file)
        return PulsarLite(port: port, configuration: file.path, peer: try await launch(file.path, port: port))
    }

    /// Kills the broker (SIGKILL), as a crash would.
    public func kill() async throws {
        let peer = peer.withLock { $0 }
        peer.kill()
        _ = try await peer.exit()
    }

    /// Starts the broker again on its port, after ``kill()``.
    public func restart() async throws {
        let started = try await Self.launch(configuration, port: port)
        peer.withLock { $0 = started }
    }

    /// The broker's program lies inside its Python package.
    private static let becomeBroker = """
        import importlib.util, os, sys
        package = os.path.dirname(importlib.util.find_spec("pulsar_lite").origin)
        os.execv(package + "/bin/pulsar-lite", ["pulsar-lite"] + sys.argv[1:])
        """

    /// Returns once the broker accepts connections.
    private static func launch(_ configuration: String, port: Int) async throws -> Peer {
        let log = try Repository.scratchFile("pulsar-\(port)-log")
        let handle = try FileHandle(forWritingTo: log)
        defer { try? handle.close() }
        let peer = try Peer([Repository.python, "-c", becomeBroker, "--config", configuration], standardError: handle)
        do {
            try await eventually {
                guard peer.isRunning else { throw Peer.Failure(description: "it ended") }
                return accepts(port)
            }
            return peer
        } catch {
            peer.kill()
            let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            throw Peer.Failure(description: "pulsar-lite did not start: \(error)\n\(said.suffix(2000))")
        }
    }

    private static func accepts(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// What the official client reads in `topic`, from its beginning, until it has seen `distinct` different payloads.
    public func read(_ topic: String, distinct: Int) async throws -> [Read] {
        let referee = try Peer(
            [Repository.python, Repository.path("Tests/Peers/pulsar_referee.py"), url, topic, String(distinct)])
        var all: [Read] = []
        while true {
            let line = try await referee.line { $0.hasPrefix("[") || $0 == "end" }
            if line == "end" { return all }
            let parts = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any] ?? []
            guard parts.count == 5, let topic = parts[0] as? String, let text = parts[1] as? String else {
                throw Peer.Failure(description: "the referee said \(line)")
            }
            all.append(
                Read(
                    topic: topic, text: text, key: parts[2] as? String,
                    eventTime: (parts[3] as? NSNumber)?.uint64Value ?? 0,
                    properties: parts[4] as? [String: String] ?? [:]))
        }
    }
}
