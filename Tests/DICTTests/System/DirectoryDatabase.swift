// Databases with the directory's schema and nothing in it, each a test's own.

import DICT
import Logging
import PostgreSQL
import TestSupport

extension PostgresServer {
    /// How a new database is reached.
    func emptyDatabase() async throws -> PostgresOptions {
        var options = PostgresOptions(user: "postgres", database: try await makeDatabase())
        options.host = "127.0.0.1"
        options.port = port
        return options
    }
}

/// Runs `body` with a new database of `server`, or of the one that tests share.
func withDirectoryDatabase(
    of server: PostgresServer? = nil, _ body: (PostgresPool) async throws -> Void
) async throws {
    let postgres = if let server { server } else { try await PostgresServer.shared }
    let database = PostgresPool(try await postgres.emptyDatabase(), logger: .quiet)
    _ = try await database.migrate(Schema.migrations)
    let running = Task { await database.run() }
    defer { running.cancel() }
    try await body(database)
}
