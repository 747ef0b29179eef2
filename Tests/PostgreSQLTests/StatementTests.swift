// Statements, values and transactions on a real server.
import PostgreSQL
import TemporalCore
import TestSupport
import Testing

@Suite struct StatementTests {
    enum Color: String, PostgresValue { case red, green }

    @Test func `values come back as they went`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let time = try #require(Timestamp(rfc3339: "2026-11-22T05:45:43.120003Z"))
            let rows = try await pool.query(
                """
                SELECT $1::text AS text, $2::bigint AS number, $3::bool AS flag, $4::timestamptz AS time,
                    $5::text AS nothing, $6::text AS color
                """, "é ' \\ $1", Int.min, true, time, nil as String?, Color.green)
            let row = try #require(rows.first)
            #expect(try row.value("text") == "é ' \\ $1")
            #expect(try row.value("number") == Int.min)
            #expect(try row.value("flag") == true)
            #expect(try row.value("time") == time)
            #expect(try row.optional("nothing", as: String.self) == nil)
            #expect(try row.value("color") == Color.green)
        }
    }

    @Test func `an array's elements keep quotes, backslashes and commas`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let texts = ["a,b", "\"", "\\", "", "NULL", "{}", "ü\n"]
            let rows = try await pool.query("SELECT unnest($1::text[]) AS text", texts)
            #expect(try rows.map { try $0.value("text", as: String.self) } == texts)
        }
    }

    @Test func `a column that is missing, NULL or of another kind is an error that names it`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let row = try #require(try await pool.query("SELECT NULL::text AS a, 'x' AS b").first)
            for column in ["a", "b", "c"] {
                let error = #expect(throws: PostgresError.self) { try row.value(column, as: Int.self) }
                #expect(error?.kind == .unexpectedAnswer)
                #expect(error?.message.contains("'\(column)'") == true)
            }
        }
    }

    @Test func `a declined statement tells its code and constraint, and the connection goes on`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.maxConnections = 1
        try await withPool(options) { pool in
            try await pool.query("CREATE TABLE t (id text CONSTRAINT once PRIMARY KEY)")
            #expect(try await pool.query("INSERT INTO t VALUES ($1), ('b')", "a").affected == 2)
            let error = await failure { try await pool.query("INSERT INTO t VALUES ($1)", "a") }
            #expect(error?.sqlState == "23505")
            #expect(error?.constraint == "once")
            #expect(error?.isTransient == false)
            let before = try await pool.query("SELECT pg_backend_pid() AS pid").first?.value("pid", as: Int.self)
            let after = try await pool.query("SELECT pg_backend_pid() AS pid").first?.value("pid", as: Int.self)
            #expect(before == after)
        }
    }

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

    @Test func `a statement that takes too long is given up by the server`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.statementTimeout = .milliseconds(100)
        try await withPool(options) { pool in
            let error = await failure { try await pool.query("SELECT pg_sleep(60)") }
            #expect(error?.kind == .timeout)
            #expect(error?.isTransient == true)
            let rows = try await pool.query("SELECT 1 AS one")
            #expect(rows.count == 1)
        }
    }

    @Test func `a large answer and a large parameter arrive whole`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let text = String(repeating: "0123456789", count: 1_000_000)
            let row = try await pool.query("SELECT $1::text AS text", text).first
            #expect(try row?.value("text") == text)
            let rows = try await pool.query("SELECT generate_series(1, 100000) AS n")
            #expect(rows.count == 100_000)
        }
    }
}
