// A pool with an empty database of its own on the server that the tests share.
import Logging
import PostgreSQL
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

/// The error that `body` throws.
func failure(of body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}
