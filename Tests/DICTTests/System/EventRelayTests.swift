// Events on their way from the database to a broker that fails.

import DICT
import Logging
import PostgreSQL
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct EventRelayTests {
    /// Keeps what it is sent, and acknowledges as many as it is told.
    private final class Broker: EventSink {
        struct Down: Error {}
        let received = Mutex<[String]>([])
        let limit = Mutex(Int.max)

        func send(_ events: [Event]) async -> (acknowledged: Int, failure: (any Error)?) {
            let count = min(limit.withLock { $0 }, events.count)
            received.withLock { $0 += events.map(\.subject) }
            return (count, count < events.count ? Down() : nil)
        }

        var subjects: [String] { received.withLock { $0 } }
    }

    private func withDatabase(_ body: (PostgresPool) async throws -> Void) async throws {
        let postgres = try await PostgresServer.shared
        var options = PostgresOptions(user: "postgres", database: try await postgres.makeDatabase())
        options.host = "127.0.0.1"
        options.port = postgres.port
        let database = PostgresPool(options, logger: Self.quiet)
        _ = try await database.migrate(Schema.migrations)
        let running = Task { await database.run() }
        defer { running.cancel() }
        try await body(database)
    }

    private static let quiet = Logger(label: "relay") { _ in SwiftLogNoOpLogHandler() }

    private func add(_ count: Int, to database: PostgresPool, from first: Int = 1) async throws {
        try await database.query(
            """
            INSERT INTO events (type, subject, data) SELECT 'test', number::text, '{}'
            FROM generate_series($1::int, $2::int) AS number
            """, first, first + count - 1)
    }

    private func relay(_ database: PostgresPool, _ broker: Broker) -> Task<Void, any Error> {
        let relay = EventRelay(database: database, sink: broker, interval: .milliseconds(10), logger: Self.quiet)
        return Task { try await relay.run() }
    }

    private func unpublished(_ database: PostgresPool) async throws -> Int {
        let rows = try await database.query("SELECT count(*) AS count FROM events WHERE published_at IS NULL")
        return try rows.first?.value("count") ?? -1
    }

    @Test func `events leave in their order, each once, whichever of two workers publishes them`() async throws {
        try await withDatabase { database in
            let broker = Broker()
            try await add(1_200, to: database)
            let relays = [relay(database, broker), relay(database, broker)]
            try await eventually { try await unpublished(database) == 0 }
            try await add(10, to: database, from: 1_201)
            try await eventually { try await unpublished(database) == 0 }
            for relay in relays { relay.cancel() }
            for relay in relays { _ = try await relay.value }
            #expect(broker.subjects == (1...1_210).map(String.init))
            let leases = try await database.query("SELECT * FROM relay_lease")
            #expect(leases.isEmpty, "whoever stops gives the lease back")
        }
    }

    @Test func `what was not acknowledged is sent again, and nothing else`() async throws {
        try await withDatabase { database in
            let broker = Broker()
            broker.limit.withLock { $0 = 3 }
            try await add(10, to: database)
            let running = relay(database, broker)
            try await eventually { try await unpublished(database) == 7 }
            broker.limit.withLock { $0 = .max }
            try await eventually { try await unpublished(database) == 0 }
            running.cancel()
            _ = try await running.value
            // In order, but for what was tried again.
            var seen = Set<String>()
            #expect(broker.subjects.filter { seen.insert($0).inserted } == (1...10).map(String.init))
            #expect(!broker.subjects.dropFirst(10).contains { ["1", "2", "3"].contains($0) })
        }
    }

    @Test func `the lease of a worker that died passes on`() async throws {
        try await withDatabase { database in
            try await database.query(
                "INSERT INTO relay_lease (holder, expires_at) VALUES ('dead', now() + interval '1 s')")
            let broker = Broker()
            try await add(1, to: database)
            let running = relay(database, broker)
            try await eventually { try await unpublished(database) == 0 }
            let holders = try await database.query("SELECT holder FROM relay_lease WHERE holder <> 'dead'")
            #expect(holders.count == 1)
            running.cancel()
            _ = try await running.value
        }
    }
}
