// When the last verification ended: what an alert on verifications that never end looks at.

import CoreMetrics
import PostgreSQL
import ServiceLifecycle

/// Sets `conn_dict_worker_last_verification_timestamp_seconds` once a minute, from the reports in the database.
struct VerificationGauge: Service {
    private static let interval: Duration = .seconds(60)
    private static let name = "conn_dict_worker_last_verification_timestamp_seconds"

    let database: PostgresPool
    let metrics: any MetricsFactory

    /// Sets the gauge until a graceful shutdown or cancellation. Where the database does not answer it stays as it was.
    func run() async {
        await cancelWhenGracefulShutdown {
            // Made with its first value, for without one it would say 1970.
            var gauge: Meter?
            while !Task.isCancelled {
                if let time = try? await database.lastVerification() {
                    let shown = gauge ?? Meter(label: Self.name, factory: metrics)
                    shown.set(time)
                    gauge = shown
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}

extension PostgresPool {
    /// When the last verification ended, in seconds since 1970; before the first it is when the schema was made, from when on one is
    /// expected.
    func lastVerification() async throws -> Int {
        let rows = try await query(
            """
            SELECT extract(epoch FROM coalesce(
                (SELECT max(finished_at) FROM vsync_reports),
                (SELECT min(applied_at) FROM schema_migrations)))::bigint AS time
            """)
        return try rows.first?.value("time") ?? 0
    }
}
