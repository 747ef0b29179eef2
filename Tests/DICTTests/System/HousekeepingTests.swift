// What is old is deleted, and nothing else.

import Logging
import PostgreSQL
import TestSupport
import Testing

@testable import DICT

@Suite(.timeLimit(.minutes(1))) struct HousekeepingTests {
    private func names(_ database: PostgresPool, _ statement: StaticString) async throws -> [String] {
        try await database.query(statement).map { try $0.value("name") }
    }

    @Test func `events that the broker has had for 90 days go, and no other`() async throws {
        try await withDirectoryDatabase { database in
            try await database.query(
                """
                INSERT INTO events (type, subject, data, occurred_at, published_at)
                SELECT 'test', 'old', '{}', now() - interval '1 year', now() - interval '91 days'
                FROM generate_series(1, 25)
                """)
            try await database.query(
                """
                INSERT INTO events (type, subject, data, occurred_at, published_at) VALUES
                    ('test', 'waits', '{}', now() - interval '1 year', NULL),
                    ('test', 'young', '{}', now() - interval '1 year', now() - interval '89 days')
                """)
            let housekeeping = Housekeeping(database: database, logger: .quiet)
            #expect(try await housekeeping.tidy(batch: 10) == 25)
            let left = try await names(database, "SELECT subject AS name FROM events ORDER BY position")
            #expect(left == ["waits", "young"])
            #expect(try await housekeeping.tidy(batch: 10) == 0)
        }
    }

    @Test func `effects of half a year ago go`() async throws {
        try await withDirectoryDatabase { database in
            try await database.query(
                """
                INSERT INTO effects (workflow_id, run_id, activity_id, result, at)
                SELECT 'old', 'run', n::text, '{}'::jsonb, now() - interval '181 days' FROM generate_series(1, 25) AS n
                UNION ALL SELECT 'young', 'run', '1', '{}'::jsonb, now() - interval '179 days'
                """)
            let housekeeping = Housekeeping(database: database, logger: .quiet)
            // Several workers do it at once.
            async let first = housekeeping.tidy(batch: 10)
            async let second = housekeeping.tidy(batch: 10)
            #expect(try await first + second <= 25)
            _ = try await housekeeping.tidy(batch: 10)
            #expect(try await names(database, "SELECT workflow_id AS name FROM effects") == ["young"])
        }
    }

    @Test func `what verifications had fetched goes once they have ended, and their reports a year later`() async throws
    {
        try await withDirectoryDatabase { database in
            try await database.query(
                """
                INSERT INTO vsync_reports (id, started_at, finished_at) VALUES
                    ('ended', now() - interval '1 hour', now()), ('runs', now() - interval '29 days', NULL),
                    ('abandoned', now() - interval '31 days', NULL),
                    ('ancient', now() - interval '400 days', now() - interval '366 days')
                """)
            try await database.query(
                """
                INSERT INTO vsync_entries (report_id, key_type, key, cid)
                SELECT id, 'EMAIL', n::text, sha256('') FROM vsync_reports, generate_series(1, 25) AS n
                """)
            try await database.query(
                """
                INSERT INTO vsync_differences (report_id, key_type, key, kind)
                SELECT id, 'EMAIL', n::text, 'EXTRA' FROM vsync_reports, generate_series(1, 12) AS n
                """)
            try await database.query(
                "INSERT INTO vsync_comparisons (report_id, key_type) SELECT id, 'EMAIL' FROM vsync_reports")
            let housekeeping = Housekeeping(database: database, logger: .quiet)
            #expect(try await housekeeping.tidy(batch: 10) == 75 + 12 + 1)
            let fetched = try await names(database, "SELECT DISTINCT report_id AS name FROM vsync_entries")
            #expect(fetched == ["runs"])
            let reports = try await names(database, "SELECT id AS name FROM vsync_reports ORDER BY id")
            #expect(reports == ["abandoned", "ended", "runs"])
            #expect(try await names(database, "SELECT key AS name FROM vsync_differences").count == 36)
        }
    }
}
