// The schema's versions. A migration that was applied is never applied again, and never changes: its text is remembered by its
// digest. Two processes that migrate at once take turns.

/// A step from one version of a schema to the next.
public struct Migration: Sendable {
    /// The version that the step leads to, counted from 1.
    public let version: Int
    /// What it does, in a few words.
    public let name: String
    /// The statements.
    public let sql: String

    /// A step to `version`.
    public init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }
}

/// The schema is not what this program expects.
public struct MigrationError: Error, Sendable, CustomStringConvertible {
    /// What is not as expected, and what to do.
    public let description: String
}

extension PostgresPool {
    /// Brings the schema to the version of the last of `migrations`, each in a transaction of its own. A statement may take a day.
    ///
    /// - Returns: the migrations that were applied now.
    /// - Throws: ``MigrationError`` where the database has a version that this program does not know or knows otherwise;
    ///   ``PostgresError``.
    public func migrate(_ migrations: [Migration]) async throws -> [Migration] {
        var applied: [Migration] = []
        for migration in migrations where try await apply(migration, of: migrations) { applied.append(migration) }
        return applied
    }

    /// The version of the schema, 0 where there is none.
    ///
    /// - Throws: ``PostgresError``.
    public func schemaVersion() async throws -> Int {
        try await transaction { connection in
            let exists = try connection.query("SELECT to_regclass('schema_migrations')::text AS name").first
            guard try exists?.optional("name", as: String.self) != nil else { return 0 }
            let rows = try connection.query("SELECT coalesce(max(version), 0) AS version FROM schema_migrations")
            return try rows.first?.value("version") ?? 0
        }
    }

    private func apply(_ migration: Migration, of migrations: [Migration]) async throws -> Bool {
        // Long enough for the index of a large table, and for whoever waits for a process that builds it.
        try await transaction(limit: .seconds(86_400)) { connection in
            // Held until the transaction ends; the number only has to be the same in every process.
            try connection.execute("SELECT pg_advisory_xact_lock(7308614)")
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    version integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now())
                """)
            let newest = try connection.query("SELECT coalesce(max(version), 0) AS version FROM schema_migrations")
            let version = try newest.first?.value("version", as: Int.self) ?? 0
            if version > migrations.count {
                throw MigrationError(
                    description: "the schema is of version \(version), newer than this program, which knows "
                        + "\(migrations.count): run a newer program")
            }
            let known = try connection.query(
                "SELECT digest = encode(sha256($2::bytea), 'hex') AS same FROM schema_migrations WHERE version = $1",
                migration.version, Self.bytea(migration.sql))
            if let row = known.first {
                if try row.value("same", as: Bool.self) { return false }
                throw MigrationError(
                    description:
                        "version \(migration.version) (\(migration.name)) of the schema was applied with other "
                        + "statements than this program has: add a new version, never change one")
            }
            try connection.execute(migration.sql)
            try connection.query(
                "INSERT INTO schema_migrations (version, name, digest) VALUES ($1, $2, encode(sha256($3::bytea), 'hex'))",
                migration.version, migration.name, Self.bytea(migration.sql))
            return true
        }
    }

    private static func bytea(_ text: String) -> String {
        "\\x" + text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
