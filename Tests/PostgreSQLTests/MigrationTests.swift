// Migrations: once each, in order, whoever comes first.
import PostgreSQL
import TestSupport
import Testing

@Suite struct MigrationTests {
    private let steps = [
        Migration(version: 1, name: "table", sql: "CREATE TABLE t (id int); INSERT INTO t VALUES (1);"),
        Migration(version: 2, name: "column", sql: "ALTER TABLE t ADD COLUMN name text"),
    ]

    @Test func `each is applied once, by whoever comes first`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            #expect(try await pool.schemaVersion() == 0)
            let applied = try await withThrowingTaskGroup(of: Int.self) { [steps] group in
                for _ in 0..<3 { group.addTask { try await pool.migrate(steps).count } }
                return try await group.reduce(0, +)
            }
            #expect(applied == 2)
            #expect(try await pool.schemaVersion() == 2)
            #expect(try await pool.query("SELECT name FROM t").count == 1)
            #expect(try await pool.migrate(steps).isEmpty)
        }
    }

    @Test func `a step that fails leaves the version before it`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let broken = steps + [Migration(version: 3, name: "bad", sql: "CREATE TABLE u (id int); SELECT nothing")]
            #expect(await failure { _ = try await pool.migrate(broken) }?.sqlState == "42703")
            let version = try await pool.schemaVersion()
            #expect(version == 2)
            let missing = try await pool.query("SELECT to_regclass('u') IS NULL AS missing").first
            #expect(try missing?.value("missing") == true)
        }
    }

    @Test func `a step that was changed, and a schema that is newer, are declined`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            _ = try await pool.migrate(steps)
            let changed = [Migration(version: 1, name: "table", sql: "CREATE TABLE t (id bigint)"), steps[1]]
            await #expect(throws: MigrationError.self) { try await pool.migrate(changed) }
            let older = Array(steps.prefix(1))
            let error = await #expect(throws: MigrationError.self) { try await pool.migrate(older) }
            #expect(error?.description.contains("newer") == true)
        }
    }
}
