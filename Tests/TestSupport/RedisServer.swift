// A real Redis server on a free port of 127.0.0.1, which keeps nothing when it ends. It ends with the test process.
import Foundation
import Glibc
import Synchronization

/// A Redis server.
public final class RedisServer: Sendable {
    /// The port that it listens on.
    public let port: Int
    private let password: String?
    private let peer: Mutex<Peer>

    private init(port: Int, password: String?, peer: Peer) {
        self.port = port
        self.password = password
        self.peer = Mutex(peer)
    }

    deinit { peer.withLock { $0.kill() } }

    /// Starts a server, which wants `password` from its clients if there is one.
    public static func start(password: String? = nil) async throws -> RedisServer {
        // Another process may take the port between the look and the server's own bind.
        for _ in 1..<5 {
            let port = try FreePort.find()
            if let peer = try? await launch(port: port, password) {
                return RedisServer(port: port, password: password, peer: peer)
            }
        }
        let port = try FreePort.find()
        return RedisServer(port: port, password: password, peer: try await launch(port: port, password))
    }

    /// Kills the server (SIGKILL), as a crash would.
    public func kill() async throws {
        let peer = peer.withLock { $0 }
        peer.kill()
        _ = try await peer.exit()
    }

    /// Ends the server as an operator would (SIGTERM).
    public func stop() async throws {
        let peer = peer.withLock { $0 }
        peer.send(signal: SIGTERM)
        _ = try await peer.exit()
    }

    /// Starts the server again on its port, empty, after ``kill()`` or ``stop()``.
    public func restart() async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            do {
                let started = try await Self.launch(port: port, password)
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

    /// Runs a command with Redis' own command line, and returns what it prints.
    public func cli(_ arguments: String...) async throws -> String {
        let words = ["redis-cli", "-h", "127.0.0.1", "-p", String(port), "--no-auth-warning"]
        let access = password.map { ["REDISCLI_AUTH": $0] } ?? [:]
        return try await runCommand(words + arguments, environment: access).succeeded().output
            .trimmingCharacters(in: .newlines)
    }

    /// Returns once the server says that it serves.
    private static func launch(port: Int, _ password: String?) async throws -> Peer {
        var arguments = [
            "redis-server", "--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--daemonize", "no", "--dir", try Repository.scratch.get().path,
        ]
        if let password { arguments += ["--requirepass", password] }
        let peer = try Peer(arguments)
        do {
            _ = try await peer.line { $0.contains("Ready to accept connections") }
            return peer
        } catch {
            peer.kill()
            throw Peer.Failure(description: "the Redis server did not start: \(error)")
        }
    }
}
