// Transactions: all of one or nothing, and no connection is lent to others in the middle of one.
import PostgreSQL
import TestSupport
import Testing

@Suite struct TransactionTests {
    @Test func `a transaction whose body throws leaves nothing behind`() async throws {
        struct Stop: Error {}
        try await withPool(emptyDatabase(on: .shared)) { pool in
            try await pool.query("CREATE TABLE t (id int)")
            await #expect(throws: Stop.self) {
                try await pool.transaction { connection in
                    try connection.query("INSERT INTO t VALUES (1)")
                    throw Stop()
                }
            }
            _ = try await pool.transaction { connection in try connection.query("INSERT INTO t VALUES (2)") }
            let rows = try await pool.query("SELECT id FROM t")
            #expect(try rows.map { try $0.value("id", as: Int.self) } == [2])
        }
    }

    @Test func `a transaction in which a statement failed is never told as committed`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            try await pool.query("CREATE TABLE t (id int PRIMARY KEY)")
            let error = await failure {
                try await pool.transaction { connection in
                    try connection.query("INSERT INTO t VALUES (1)")
                    try? connection.execute("INSERT INTO t VALUES (1)")
                }
            }
            #expect(error?.kind == .statement)
            #expect(error?.message.contains("rolled back") == true)
            #expect(try await pool.query("SELECT id FROM t").isEmpty)

            // What failed after a savepoint, and was undone up to it, is no failure of the transaction.
            try await pool.transaction { connection in
                try connection.execute("INSERT INTO t VALUES (1); SAVEPOINT here")
                try? connection.execute("INSERT INTO t VALUES (1)")
                try connection.execute("ROLLBACK TO here")
            }
            #expect(try await pool.query("SELECT id FROM t").count == 1)
        }
    }

    @Test(arguments: ["BEGIN", "BEGIN; INSERT INTO nowhere VALUES (1)"])
    func `a connection that was left in a transaction is not lent again`(statements: String) async throws {
        var options = try await emptyDatabase(on: .shared)
        options.maxConnections = 1
        try await withPool(options) { pool in
            try await pool.query("CREATE TABLE t (id int)")
            try await pool.withConnection { try? $0.execute(statements) }
            try await pool.query("INSERT INTO t VALUES (1)")
            let seen = try await withPool(options) { try await $0.query("SELECT id FROM t").count }
            #expect(seen == 1)
        }
    }

    @Test func `a transaction may have a limit of its own, for its server and for the one who waits`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.maxConnections = 1
        options.statementTimeout = .milliseconds(100)
        try await withPool(options) { pool in
            // Longer than the pool's limit and the three seconds after it.
            _ = try await pool.transaction(limit: .seconds(60)) { try $0.query("SELECT pg_sleep(4)") }
            let short = await failure {
                _ = try await pool.transaction(limit: .milliseconds(1)) { try $0.query("SELECT pg_sleep(60)") }
            }
            #expect(short?.kind == .timeout)
            #expect(await failure { try await pool.query("SELECT pg_sleep(60)") }?.kind == .timeout)
            // As long as there is; and none at all is not to be had.
            for limit in [Duration.seconds(Int64.max), .zero, .seconds(-1)] {
                _ = try? await pool.transaction(limit: limit) { try $0.query("SELECT 1") }
            }
            let setting = try await pool.query("SELECT current_setting('statement_timeout') AS limit").first
            #expect(try setting?.value("limit") == "100ms")
        }
    }
}
