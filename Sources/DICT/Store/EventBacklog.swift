// How many events wait for the broker, and for how long the first of them has: what an alert on the outbox looks at.

import CoreMetrics
import PostgreSQL
import Synchronization

/// The gauges of the events that wait.
///
/// Every relay sets them, whether it publishes or not, so that they are there while anybody works.
final class EventBacklog: Sendable {
    /// Counting costs as much as there is to count.
    private static let interval: Duration = .seconds(10)

    private let database: PostgresPool
    private let waiting: Meter
    private let oldest: Meter
    private let next = Mutex(ContinuousClock.now)

    init(_ database: PostgresPool, _ metrics: any MetricsFactory) {
        self.database = database
        waiting = Meter(label: "conn_dict_worker_events_waiting", factory: metrics)
        oldest = Meter(label: "conn_dict_worker_oldest_event_seconds", factory: metrics)
    }

    /// Sets the gauges, at most every ten seconds. Where the database does not answer they stay as they were.
    func report() async {
        let isDue = next.withLock { next in
            guard next <= .now else { return false }
            next = .now + Self.interval
            return true
        }
        guard isDue, let (count, age) = try? await database.backlog() else { return }
        waiting.set(count)
        oldest.set(age)
    }
}

extension PostgresPool {
    /// How many events are not published, and how many seconds ago the first of them happened; 0 where there is none.
    fileprivate func backlog() async throws -> (count: Int, age: Int) {
        let rows = try await query(
            """
            SELECT (SELECT count(*) FROM events WHERE published_at IS NULL) AS count,
                coalesce((SELECT greatest(extract(epoch FROM now() - occurred_at), 0)::bigint FROM events
                    WHERE published_at IS NULL ORDER BY position LIMIT 1), 0) AS age
            """)
        guard let row = rows.first else { return (0, 0) }
        return (try row.value("count"), try row.value("age"))
    }
}
