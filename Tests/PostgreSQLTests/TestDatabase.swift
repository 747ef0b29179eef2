// A pool with an empty database of its own on the server that the tests share.
import Dispatch
import Logging
import PostgreSQL
import Synchronization
import TestSupport

/// Options for a new, empty database on `server`.
func emptyDatabase(on server: PostgresServer) async throws -> PostgresOptions {
    var options = PostgresOptions(user: "postgres", database: try await server.makeDatabase())
    options.host = "127.0.0.1"
    options.port = server.port
    options.minConnections = 1
    options.maxConnections = 3
    return options
}

/// Runs `body` with a pool, whose connections are closed afterwards.
func withPool<R: Sendable>(
    _ options: PostgresOptions, _ body: (PostgresPool) async throws -> R
) async throws -> R {
    let pool = PostgresPool(options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { await pool.run() }
    defer { running.cancel() }
    return try await body(pool)
}

/// Keeps a connection lent: what runs on it is synchronous, and waits here.
final class Gate: Sendable {
    private let reached = Atomic(false)
    private let opened = DispatchSemaphore(value: 0)

    /// Whether the connection's code is here.
    var isReached: Bool { reached.load(ordering: .acquiring) }

    /// Waits until the gate is opened.
    func pass() {
        reached.store(true, ordering: .releasing)
        opened.wait()
    }

    /// Lets the connection's code go on.
    func open() { opened.signal() }
}

/// The error that `body` throws.
func failure(of body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}
