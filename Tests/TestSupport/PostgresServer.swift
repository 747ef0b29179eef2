// A real PostgreSQL server on a free port of 127.0.0.1, from Debian's package. Tests share one per process, each with a
// database of its own, unless they are about the server's death. It ends with the test process, and so does its folder.
import Foundation
import Synchronization

/// A PostgreSQL server.
public final class PostgresServer: Sendable {
    private static let sharedStart = Task { try await PostgresServer.start() }

    /// The server that the tests of this process share; started when first asked for.
    public static var shared: PostgresServer {
        get async throws { try await sharedStart.value }
    }

    /// The port.
    public let port: Int
    private let folder: String
    private let peer: Mutex<Peer>
    private static let databases = Atomic(0)

    private init(port: Int, folder: String, peer: Peer) {
        self.port = port
        self.folder = folder
        self.peer = Mutex(peer)
    }

    deinit {
        peer.withLock { $0.kill() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Makes a database cluster and starts its server.
    public static func start() async throws -> PostgresServer {
        // The server refuses to run as root, and whom it runs as may not be allowed into this repository.
        let folder = "/tmp/temporal-swift-postgres-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let owner, chown(folder, owner.pw_uid, owner.pw_gid) != 0 {
            throw Peer.Failure(description: "\(folder) cannot be handed to postgres: errno \(errno)")
        }
        let arguments = ["-D", "\(folder)/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"]
        try await command("initdb", arguments)
        let port = try FreePort.find()
        return PostgresServer(port: port, folder: folder, peer: try await launch(folder, port: port))
    }

    /// Makes an empty database, and returns its name.
    public func makeDatabase() async throws -> String {
        let name = "test_\(getpid())_\(Self.databases.add(1, ordering: .relaxed).newValue)"
        let arguments = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", name]
        try await Self.command("createdb", arguments)
        return name
    }

    /// Kills the server (SIGKILL), as a crash would.
    public func kill() async throws {
        let peer = peer.withLock { $0 }
        peer.kill()
        _ = try await peer.exit()
    }

    /// Stops the server's processes for as long as it takes to continue them: they neither read nor answer.
    public func suspend() async throws { try await signalAll("STOP") }

    /// Continues a suspended server.
    public func resume() async throws { try await signalAll("CONT") }

    /// Every backend is a process of its own, a child of the server.
    private func signalAll(_ name: String) async throws {
        let server = String(peer.withLock { $0.processID })
        try await runCommand(["pkill", "-\(name)", "--parent", server]).succeeded()
        try await runCommand(["kill", "-\(name)", server]).succeeded()
    }

    /// Starts the server again on its port, after ``kill()``.
    public func restart() async throws {
        // Its children end a moment after it, and hold its memory until then.
        try await eventually { [self] in
            guard let started = try? await Self.launch(folder, port: port) else { return false }
            peer.withLock { $0 = started }
            return true
        }
    }

    private static func launch(_ folder: String, port: Int) async throws -> Peer {
        let settings = [
            "listen_addresses=127.0.0.1", "unix_socket_directories=\(folder)", "log_min_messages=log",
            // A test's server survives its own death, not the machine's.
            "fsync=off", "max_connections=200",
        ]
        let words =
            asOwner(["\(programs)/postgres", "-D", "\(folder)/data", "-p", String(port)])
            + settings.flatMap { ["-c", $0] }
        // It writes what it has to say to its standard error, and a peer's lines come from its standard output.
        let peer = try Peer(["sh", "-c", "exec \"$@\" 2>&1", "sh"] + words)
        do {
            _ = try await peer.line { $0.contains("database system is ready to accept connections") }
            return peer
        } catch {
            peer.kill()
            throw Peer.Failure(description: "PostgreSQL did not start: \(error)")
        }
    }

    private static func command(_ program: String, _ arguments: [String]) async throws {
        try await runCommand(asOwner(["\(programs)/\(program)"] + arguments)).succeeded()
    }

    /// Where Debian keeps the programs of the newest version.
    private static var programs: String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return "\(root)/\(versions.max { (Int($0) ?? 0) < (Int($1) ?? 0) } ?? "none")/bin"
    }

    /// Whom the server runs as; nil is whoever runs the tests.
    private static var owner: passwd? { getuid() == 0 ? getpwnam("postgres")?.pointee : nil }

    private static func asOwner(_ words: [String]) -> [String] {
        owner == nil
            ? words : ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", "--"] + words
    }
}
