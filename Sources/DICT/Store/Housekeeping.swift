// What the database need not keep for ever is deleted once an hour, a thousand rows at a time; workers that do so at once do not
// disturb each other. What must stay true: nothing goes that somebody may still ask for.

import Logging
import PostgreSQL
import ServiceLifecycle

/// Deletes what is old.
public struct Housekeeping: Service {
    /// How long what is not needed any more is kept, in PostgreSQL's words.
    enum Retention {
        /// Since the broker has the event: as long as a consumer may ask for a repeat.
        static let events = "90 days"
        /// Since the effect, or the last attempt at it. Only another attempt of the same activity asks for it, and attempts follow
        /// each other by seconds, or after an outage: so a workflow may run for longer. This is longer than any claim (30 days) or
        /// a case's escalation (90 days) with an outage on top.
        static let effects = "180 days"
        /// Since a verification ended: its report and its differences.
        static let reports = "1 year"
        /// Since a verification began that never ended: longer than any runs. What it had fetched goes.
        static let unfinishedReports = "30 days"
    }

    /// As many rows as one transaction deletes: few enough that nobody waits for it.
    private static let batch = 1_000
    private static let interval: Duration = .seconds(3_600)

    private let database: PostgresPool
    private let logger: Logger

    /// The housekeeping of `database`.
    public init(database: PostgresPool, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    /// Deletes what is old, at once and every hour, until a graceful shutdown or cancellation.
    public func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let count = try await tidy()
                    if count > 0 { logger.info("\(count) rows were deleted that nobody needs any more") }
                } catch {
                    if !Task.isCancelled { logger.warning("what is old was not deleted; again in an hour: \(error)") }
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Deletes all that is old now, in batches of `batch` rows; returns how many.
    func tidy(batch: Int = Self.batch) async throws -> Int {
        var count = 0
        for kind in Kind.allCases {
            var deleted = batch
            // What is left is the next hour's where a shutdown comes between.
            while deleted == batch, !Task.isCancelled {
                deleted = try await database.transaction { try $0.delete(kind, batch) }
                count += deleted
            }
        }
        return count
    }

    /// What is deleted, in this order: a report goes after its differences.
    fileprivate enum Kind: CaseIterable {
        case events, effects, fetched, differences, reports
    }
}

extension PostgresConnection {
    /// Deletes up to `limit` rows that are old; returns how many.
    fileprivate func delete(_ kind: Housekeeping.Kind, _ limit: Int) throws -> Int {
        switch kind {
        case .events:
            // Published in about the order of their positions, the old ones are the first: no index need know when.
            try query(
                """
                DELETE FROM events WHERE position IN (
                    SELECT position FROM events ORDER BY position LIMIT $2)
                AND published_at < now() - $1::interval
                """, Housekeeping.Retention.events, limit
            ).affected
        case .effects:
            try query(
                """
                DELETE FROM effects WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM effects WHERE at < now() - $1::interval ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED))
                """, Housekeeping.Retention.effects, limit
            ).affected
        case .fetched:
            try query(
                """
                DELETE FROM vsync_entries WHERE ctid = ANY(ARRAY(
                    SELECT fetched.ctid FROM vsync_reports AS report
                    JOIN vsync_entries AS fetched ON fetched.report_id = report.id
                    WHERE report.finished_at IS NOT NULL OR report.started_at < now() - $1::interval
                    LIMIT $2 FOR UPDATE OF fetched SKIP LOCKED))
                """, Housekeeping.Retention.unfinishedReports, limit
            ).affected
        case .differences:
            try query(
                """
                DELETE FROM vsync_differences WHERE ctid = ANY(ARRAY(
                    SELECT difference.ctid FROM vsync_reports AS report
                    JOIN vsync_differences AS difference ON difference.report_id = report.id
                    WHERE coalesce(report.finished_at, report.started_at) < now() - $1::interval
                    LIMIT $2 FOR UPDATE OF difference SKIP LOCKED))
                """, Housekeeping.Retention.reports, limit
            ).affected
        case .reports:
            try query(
                """
                DELETE FROM vsync_reports WHERE id IN (
                    SELECT id FROM vsync_reports AS report
                    WHERE coalesce(finished_at, started_at) < now() - $1::interval
                        AND NOT EXISTS (SELECT FROM vsync_differences WHERE report_id = report.id)
                    LIMIT $2 FOR UPDATE SKIP LOCKED)
                """, Housekeeping.Retention.reports, limit
            ).affected
        }
    }
}
