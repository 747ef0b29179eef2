// The way of events from the table to the broker. One worker at a time has the lease to publish, so that events leave in their
// order; a worker that dies loses it after ten seconds. An event is marked when the broker has acknowledged it, so one that was sent
// and not marked is sent again: every event arrives at least once, and its id tells repeats.

import Logging
import PostgreSQL
import ServiceLifecycle

/// Where events go.
public protocol EventSink: Sendable {
    /// Sends `events` in their order; returns how many of them, from the first, were acknowledged, and why not all.
    func send(_ events: [Event]) async -> (acknowledged: Int, failure: (any Error)?)
}

/// Publishes what happened.
public struct EventRelay: Service {
    /// As many events as are sent before they are marked.
    private static let batch = 500
    private static let lease = "10 seconds"

    private let database: PostgresPool
    private let sink: any EventSink
    private let logger: Logger
    /// How long it waits where nothing is to be published.
    private let interval: Duration
    /// Who holds the lease, in the database: this relay.
    private let holder = String(UInt64.random(in: 0 ... .max), radix: 16)

    /// A relay from `database` to `sink`.
    public init(
        database: PostgresPool, sink: any EventSink, interval: Duration = .milliseconds(200), logger: Logger
    ) {
        self.database = database
        self.sink = sink
        self.interval = interval
        self.logger = logger
    }

    /// Publishes until a graceful shutdown or cancellation; what is left then is published by whoever has the lease next.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFailing = false
            while !Task.isCancelled {
                var pause = interval
                do {
                    if try await relay() == Self.batch { pause = .zero }
                    if isFailing { logger.notice("events are published again") }
                    isFailing = false
                } catch {
                    if !isFailing, !Task.isCancelled {
                        logger.warning("events wait in the database, for they cannot be published: \(error)")
                    }
                    isFailing = true
                    pause = max(interval, .seconds(1))
                }
                if pause > .zero { try? await Task.sleep(for: pause) }
            }
        }
        _ = try? await database.query("DELETE FROM relay_lease WHERE holder = $1", holder)
    }

    /// Publishes the next events, if this relay has the lease. Returns how many.
    private func relay() async throws -> Int {
        guard try await takeLease() else { return 0 }
        let events = try await database.unpublishedEvents(Self.batch)
        let (acknowledged, failure) = await sink.send(events)
        if acknowledged > 0 { try await database.markPublished(events.prefix(acknowledged).map(\.position)) }
        if let failure { throw failure }
        return acknowledged
    }

    /// Takes or renews the lease, where there is anything to publish: workers at rest write nothing.
    private func takeLease() async throws -> Bool {
        try await database.query(
            """
            INSERT INTO relay_lease (holder, expires_at) SELECT $1, now() + $2::interval
            WHERE EXISTS (SELECT FROM events WHERE published_at IS NULL)
            ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
            WHERE relay_lease.holder = $1 OR relay_lease.expires_at < now()
            """, holder, Self.lease
        ).affected == 1
    }
}
