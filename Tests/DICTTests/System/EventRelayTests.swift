// Events on their way from the database to a broker that fails, by relays that stop.

import DICT
import Logging
import Observability
import PostgreSQL
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct EventRelayTests {
    /// Keeps what it is sent, and acknowledges as many as it is told, when it is told.
    private final class Broker: EventSink {
        enum Pace {
            case atOnce
            /// Not before ``Broker/pace`` is another one.
            case never
            /// A moment after a shutdown has begun.
            case afterShutdown
        }
        struct Down: Error {}
        let received = Mutex<[String]>([])
        let limit = Mutex(Int.max)
        let pace = Mutex(Pace.atOnce)

        func send(_ events: [Event]) async -> (acknowledged: Int, failure: (any Error)?) {
            received.withLock { $0 += events.map(\.subject) }
            do {
                while pace.withLock({ $0 == .never || $0 == .afterShutdown && !Task.isShuttingDownGracefully }) {
                    try await Task.sleep(for: .milliseconds(5))
                }
                if pace.withLock({ $0 == .afterShutdown }) { try await Task.sleep(for: .milliseconds(100)) }
            } catch {
                return (0, error)
            }
            let count = min(limit.withLock { $0 }, events.count)
            return (count, count < events.count ? Down() : nil)
        }

        var subjects: [String] { received.withLock { $0 } }
    }

    /// A relay that runs until it is told to stop, as a worker would stop it.
    private struct Running {
        let group: ServiceGroup
        let task: Task<Void, any Error>

        init(
            _ database: PostgresPool, _ broker: Broker, interval: Duration = .milliseconds(10),
            metrics: PrometheusRegistry = PrometheusRegistry()
        ) {
            let relay = EventRelay(
                database: database, sink: broker, interval: interval, metrics: metrics, logger: .quiet)
            let group = ServiceGroup(services: [relay], logger: .quiet)
            self.group = group
            task = Task { try await group.run() }
        }

        func stop(within limit: Duration = .seconds(20)) async throws {
            await group.triggerGracefulShutdown()
            try await task.value(within: limit)
        }
    }

    private func add(_ count: Int, to database: PostgresPool, from first: Int = 1) async throws {
        try await database.query(
            """
            INSERT INTO events (type, subject, data) SELECT 'test', number::text, '{}'
            FROM generate_series($1::int, $2::int) AS number
            """, first, first + count - 1)
    }

    private func unpublished(_ database: PostgresPool) async throws -> Int {
        let rows = try await database.query("SELECT count(*) AS count FROM events WHERE published_at IS NULL")
        return try rows.first?.value("count") ?? -1
    }

    private func isLeased(_ database: PostgresPool) async throws -> Bool {
        try await !database.query("SELECT FROM relay_lease").isEmpty
    }

    // MARK: - Who publishes

    @Test func `events leave in their order, each once, whichever of two workers publishes them`() async throws {
        try await withDirectoryDatabase { database in
            let broker = Broker()
            try await add(1_200, to: database)
            let relays = [Running(database, broker), Running(database, broker)]
            try await eventually { try await unpublished(database) == 0 }
            try await add(10, to: database, from: 1_201)
            try await eventually { try await unpublished(database) == 0 }
            for relay in relays { try await relay.stop() }
            #expect(broker.subjects == (1...1_210).map(String.init))
            #expect(try await !isLeased(database), "whoever stops gives the lease back")
        }
    }

    @Test func `what was not acknowledged is sent again, and nothing else`() async throws {
        try await withDirectoryDatabase { database in
            let broker = Broker()
            broker.limit.withLock { $0 = 3 }
            try await add(10, to: database)
            let relay = Running(database, broker)
            try await eventually { try await unpublished(database) == 7 }
            broker.limit.withLock { $0 = .max }
            try await eventually { try await unpublished(database) == 0 }
            try await relay.stop()
            // In order, but for what was tried again.
            var seen = Set<String>()
            #expect(broker.subjects.filter { seen.insert($0).inserted } == (1...10).map(String.init))
            #expect(!broker.subjects.dropFirst(10).contains { ["1", "2", "3"].contains($0) })
        }
    }

    @Test func `the lease of a worker that died passes on`() async throws {
        try await withDirectoryDatabase { database in
            try await database.query(
                "INSERT INTO relay_lease (holder, expires_at) VALUES ('dead', now() + interval '1 s')")
            let broker = Broker()
            try await add(1, to: database)
            let relay = Running(database, broker)
            try await eventually { try await unpublished(database) == 0 }
            let holders = try await database.query("SELECT holder FROM relay_lease WHERE holder <> 'dead'")
            #expect(holders.count == 1)
            try await relay.stop()
        }
    }

    @Test func `a worker that cannot publish leaves it to one that can`() async throws {
        try await withDirectoryDatabase { database in
            let (sick, healthy) = (Broker(), Broker())
            sick.limit.withLock { $0 = 0 }
            try await add(600, to: database)
            let first = Running(database, sick)
            try await eventually { !sick.subjects.isEmpty }
            let second = Running(database, healthy)
            try await eventually(within: .seconds(8)) { try await unpublished(database) == 0 }
            #expect(healthy.subjects == (1...600).map(String.init))
            try await first.stop()
            try await second.stop()
        }
    }

    @Test func `the lease is kept for as long as the broker takes`() async throws {
        try await withDirectoryDatabase { database in
            let broker = Broker()
            broker.pace.withLock { $0 = .never }
            try await add(1, to: database)
            let relay = Running(database, broker)
            let first: String = try await eventually { try await expiry(of: database) }
            try await eventually { try await expiry(of: database) != first }
            broker.pace.withLock { $0 = .atOnce }
            try await eventually { try await unpublished(database) == 0 }
            #expect(broker.subjects == ["1"])
            try await relay.stop()
        }
    }

    private func expiry(of database: PostgresPool) async throws -> String? {
        try await database.query("SELECT expires_at::text AS time FROM relay_lease").first?.value("time")
    }

    // MARK: - Shutdown

    @Test func `a shutdown lets end what is being sent`() async throws {
        try await withDirectoryDatabase { database in
            let broker = Broker()
            broker.pace.withLock { $0 = .afterShutdown }
            try await add(10, to: database)
            let relay = Running(database, broker)
            try await eventually { !broker.subjects.isEmpty }
            try await relay.stop()
            #expect(broker.subjects == (1...10).map(String.init), "each once")
            #expect(try await unpublished(database) == 0)
            #expect(try await !isLeased(database))
        }
    }

    @Test func `what was written last is published before it stops`() async throws {
        try await withDirectoryDatabase { database in
            let broker = Broker()
            try await add(1, to: database)
            // It looks once, and then not for an hour.
            let relay = Running(database, broker, interval: .seconds(3_600))
            try await eventually { try await unpublished(database) == 0 }
            try await add(700, to: database, from: 2)
            try await relay.stop()
            #expect(broker.subjects == (1...701).map(String.init))
            #expect(try await unpublished(database) == 0)
            #expect(try await !isLeased(database))
        }
    }

    @Test func `a shutdown waits neither for a broker nor for a database that stands still`() async throws {
        let server = try await PostgresServer.start()
        try await withDirectoryDatabase(of: server) { database in
            let broker = Broker()
            broker.pace.withLock { $0 = .never }
            try await add(10, to: database)
            let stuck = Running(database, broker)
            try await eventually { !broker.subjects.isEmpty }
            try await stuck.stop(within: .seconds(15))
            #expect(try await !isLeased(database), "what was given up is another's to send")

            broker.pace.withLock { $0 = .atOnce }
            try await server.suspend()
            let relay = Running(database, broker)
            try await relay.stop(within: .seconds(15))
            try await server.resume()
        }
    }

    // MARK: - Gauges

    @Test func `how many events wait, and for how long, is shown`() async throws {
        try await withDirectoryDatabase { database in
            try await add(3, to: database)
            try await database.query("UPDATE events SET occurred_at = now() - interval '1 hour' WHERE subject = '1'")
            let (broker, metrics) = (Broker(), PrometheusRegistry())
            broker.limit.withLock { $0 = 0 }
            let relay = Running(database, broker, metrics: metrics)
            try await eventually { metrics.exposition().contains("\nconn_dict_worker_events_waiting 3\n") }
            let age = metrics.exposition().split(separator: "\n").compactMap { line in
                line.hasPrefix("conn_dict_worker_oldest_event_seconds ") ? Int(line.split(separator: " ")[1]) : nil
            }
            #expect((3_600...3_660).contains(age.first ?? -1))
            broker.limit.withLock { $0 = .max }
            try await eventually { metrics.exposition().contains("\nconn_dict_worker_events_waiting 0\n") }
            #expect(metrics.exposition().contains("\nconn_dict_worker_oldest_event_seconds 0\n"))
            try await relay.stop()
        }
    }
}
