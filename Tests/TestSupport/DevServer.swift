// The real Temporal server, `temporal server start-dev`, on a free port of 127.0.0.1. Tests share one per process unless
// they are about the server's own death. It ends with the test process.
import Foundation
import Synchronization

/// A Temporal development server.
public final class DevServer: Sendable {
    /// Search attributes that every server of the tests knows, and their types.
    public static let searchAttributes = [
        "TestBool": "Bool", "TestDatetime": "Datetime", "TestDouble": "Double", "TestInt": "Int",
        "TestKeyword": "Keyword",
        "TestKeywordList": "KeywordList", "TestText": "Text",
    ]

    /// The stock settings cost 50 ms a hop and spread task queues over partitions; these make tests quick.
    private static let settings = [
        "matching.numTaskqueueReadPartitions=1", "matching.numTaskqueueWritePartitions=1",
        "history.transferProcessorMaxPollRPS=100000", "history.transferProcessorMaxPollHostRPS=1000000",
        "history.timerProcessorMaxPollRPS=100000", "history.timerProcessorMaxPollHostRPS=1000000",
        "system.forceSearchAttributesCacheRefreshOnRead=true",
    ]

    private static let sharedStart = Task { try await DevServer.start() }

    /// The server that the tests of this process share; started when first asked for.
    public static var shared: DevServer {
        get async throws { try await sharedStart.value }
    }

    /// The port of the gRPC frontend.
    public let port: Int
    private let arguments: [String]
    private let peer: Mutex<Peer>

    private init(port: Int, arguments: [String], peer: Peer) {
        self.port = port
        self.arguments = arguments
        self.peer = Mutex(peer)
    }

    deinit { peer.withLock { $0.kill() } }

    /// Where clients and workers connect: `127.0.0.1:PORT`.
    public var address: String { "127.0.0.1:\(port)" }

    /// The server's process.
    public var processID: Int32 { peer.withLock { $0.processID } }

    /// The stock command line, pointed at this server and `namespace`.
    public func cli(namespace: String = "default") -> TemporalCLI {
        TemporalCLI(address: address, namespace: namespace)
    }

    /// Starts a server. With `keepsState`, what it was told survives ``restart()``, as it lies in a file; `namespaces` are made
    /// beside `default`; `dynamicConfiguration` adds `key=json` settings; `httpPort` is the port of its HTTP API, any where it is nil.
    public static func start(
        keepsState: Bool = false, namespaces: [String] = [], dynamicConfiguration: [String] = [], httpPort: Int? = nil
    ) async throws -> DevServer {
        var arguments = ["--headless", "--ip", "127.0.0.1", "--log-level", "error"]
        if keepsState {
            let file = try Repository.scratchFile("server").appendingPathExtension("db")
            arguments += ["--db-filename", file.path]
        }
        for name in namespaces { arguments += ["--namespace", name] }
        if let httpPort { arguments += ["--http-port", String(httpPort)] }
        for setting in settings + dynamicConfiguration { arguments += ["--dynamic-config-value", setting] }
        for (name, type) in searchAttributes.sorted(by: { $0.key < $1.key }) {
            arguments += ["--search-attribute", "\(name)=\(type)"]
        }
        // Another process may take the port between the look and the server's own bind.
        for _ in 1..<5 {
            let port = try FreePort.find()
            if let peer = try? await launch(arguments, port: port) {
                return DevServer(port: port, arguments: arguments, peer: peer)
            }
        }
        let port = try FreePort.find()
        return DevServer(port: port, arguments: arguments, peer: try await launch(arguments, port: port))
    }

    /// Kills the server (SIGKILL), as a crash would.
    public func kill() async throws {
        let peer = peer.withLock { $0 }
        peer.kill()
        _ = try await peer.exit()
    }

    /// Starts the server again on its port, after ``kill()``.
    public func restart() async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            do {
                let started = try await Self.launch(arguments, port: port)
                return peer.withLock { $0 = started }
            } catch  where ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// Stops the server's clock for as long as it takes to continue it: it neither reads nor answers, but keeps its connections.
    public func suspend() { peer.withLock { $0.send(signal: SIGSTOP) } }

    /// Continues a suspended server.
    public func resume() { peer.withLock { $0.send(signal: SIGCONT) } }

    /// Returns once the server says that it serves.
    private static func launch(_ arguments: [String], port: Int) async throws -> Peer {
        let log = try Repository.scratchFile("server-\(port)-log")
        let handle = try FileHandle(forWritingTo: log)
        defer { try? handle.close() }
        let peer = try Peer(
            [Repository.temporal, "server", "start-dev", "--port", String(port)] + arguments, standardError: handle)
        do {
            _ = try await peer.line(within: .seconds(60)) { $0.hasPrefix("Temporal Server:") }
            return peer
        } catch {
            peer.kill()
            let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            throw Peer.Failure(description: "the Temporal server did not start: \(error)\n\(said.suffix(2000))")
        }
    }
}

/// Ports of 127.0.0.1 that no one listens on.
public enum FreePort {
    /// A port that was free a moment ago: whoever binds it must be ready to find it taken, and ask again. It lies below the
    /// ports that the system gives to outgoing connections, so a client that tries again and again to reach a dead server
    /// cannot end up connected to itself.
    public static func find() throws -> Int {
        for _ in 0..<200 {
            let port = Int.random(in: 15_000..<32_000)
            if isFree(port) { return port }
        }
        throw Peer.Failure(description: "found no free port between 15000 and 32000")
    }

    /// Whether nobody listens on `port` of 127.0.0.1.
    static func isFree(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
