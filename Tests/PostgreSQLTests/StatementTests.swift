// Statements and values on a real server.
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
            let texts = ["a,b", "\"", "\\", "", "NULL", "{}", "ü\n", "\"\u{301}", "\\\u{301}"]
            let rows = try await pool.query("SELECT unnest($1::text[]) AS text", texts)
            #expect(try rows.map { try $0.value("text", as: String.self) } == texts)
        }
    }

    @Test func `a text with U+0000 is declined before it is sent, never cut`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            for value in ["a\0b", ["c", "\0"]] as [any PostgresValue] {
                let error = await failure { try await pool.query("SELECT $1::text, $2::text", "a", value) }
                #expect(error?.kind == .statement)
                #expect(error?.isTransient == false)
                #expect(error?.message.contains("$2") == true)
            }
            #expect(
                await failure { try await pool.withConnection { try $0.execute("SELECT 1\0") } }?.kind == .statement)
        }
    }

    @Test func `a time that cannot be written is declined`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let time = Timestamp(seconds: 253_402_300_800)
            let error = await failure { try await pool.query("SELECT $1::timestamptz", time) }
            #expect(error?.kind == .statement)
            #expect(error?.isTransient == false)
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

    @Test func `an error quotes no row`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            try await pool.query(
                "CREATE TABLE t (key text CONSTRAINT once PRIMARY KEY, n int CONSTRAINT small CHECK (n < 9))")
            try await pool.query("INSERT INTO t VALUES ('maria@example.com', 1)")
            let twice = await failure { try await pool.query("INSERT INTO t VALUES ($1, 1)", "maria@example.com") }
            let large = await failure { try await pool.query("INSERT INTO t VALUES ($1, 9)", "maria@example.org") }
            for (error, constraint) in [(twice, "once"), (large, "small")] {
                #expect(error?.constraint == constraint)
                #expect(error?.message.contains(constraint) == true)
                #expect(error?.description.contains("maria") == false)
            }
        }
    }

    @Test func `a statement whose columns changed works again after one failure`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.maxConnections = 1
        try await withPool(options) { pool in
            let select: StaticString = "SELECT * FROM t"
            try await pool.query("CREATE TABLE t (id int)")
            try await pool.query(select)
            try await pool.query("ALTER TABLE t ADD COLUMN name text")
            let error = await failure { try await pool.query(select) }
            #expect(error?.sqlState == "0A000")
            #expect(error?.isTransient == true)
            try await pool.query("INSERT INTO t VALUES (1, 'a')")
            #expect(try await pool.query(select).first?.value("name") == "a")

            try await pool.query("ALTER TABLE t ADD COLUMN more text")
            let inside = await failure { try await pool.transaction { _ = try $0.query(select) } }
            #expect(inside?.sqlState == "0A000")
            #expect(try await pool.transaction { try $0.query(select) }.first?.optional("more", as: String.self) == nil)

            try await pool.withConnection { try $0.execute("DEALLOCATE ALL") }
            #expect(await failure { try await pool.query(select) }?.sqlState == "26000")
            #expect(try await pool.query(select).count == 1)
        }
    }

    @Test func `what the server cannot do, or was asked wrongly, is no reason to try again`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.maxConnections = 1
        try await withPool(options) { pool in
            let before = try await pool.query("SELECT pg_backend_pid() AS pid").first?.value("pid", as: Int.self)
            let unsupported = await failure { try await pool.query("SELECT DISTINCT 1 FOR UPDATE") }
            #expect(unsupported?.sqlState == "0A000")
            let parameters = await failure { try await pool.query("SELECT $1::text") }
            #expect(parameters?.sqlState == "08P01")
            #expect(unsupported?.kind == .statement && parameters?.kind == .statement)
            #expect(unsupported?.isTransient == false && parameters?.isTransient == false)
            let after = try await pool.query("SELECT pg_backend_pid() AS pid").first?.value("pid", as: Int.self)
            #expect(before == after)
            #expect(await failure { try await pool.query("COPY (SELECT 1) TO STDOUT") }?.isTransient == false)
            try await pool.query("SELECT 1")
        }
    }

    @Test(arguments: ["40001", "40P01", "53300", "25006", "55P03"])
    func `what may be otherwise later is worth another try`(code: String) async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let error = await failure {
                try await pool.withConnection {
                    try $0.execute("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '\(code)'; END $$")
                }
            }
            #expect(error?.sqlState == code)
            #expect(error?.isTransient == true)
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
