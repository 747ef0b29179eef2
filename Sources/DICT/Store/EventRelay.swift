// The way of events from the table to the broker. One worker at a time has the lease to publish; one that dies loses it after ten
// seconds, and one that cannot publish gives it back. An event is marked when the broker has acknowledged it, so one that was sent
// and not marked is sent again: every event arrives at least once, and its id tells repeats. What must stay true: none is passed
// over, and those of one subject are sent in the order in which they happened. Two subjects have no order: a position is given
// before its transaction is committed, so an event may appear after one with a higher position of another subject.

import CoreMetrics
import Logging
import PostgreSQL
import ServiceLifecycle

/// Where events go.
public protocol EventSink: Sendable {
    /// Sends `events` in their order; returns how many of them, from the first, were acknowledged, and why not all. It returns
    /// soon after its task is cancelled.
    func send(_ events: [Event]) async -> (acknowledged: Int, failure: (any Error)?)
}

/// Publishes what happened.
public struct EventRelay: Service {
    /// As many events as are sent before they are marked.
    private static let batch = 500
    private static let lease = "10 seconds"
    /// How often the lease is renewed while events are sent, which may take longer than it lasts.
    private static let renewal: Duration = .seconds(3)
    /// How long a shutdown lets it publish what is there, and then wait for the database.
    private static let lastPass: Duration = .seconds(5), farewell: Duration = .seconds(1)

    private let database: PostgresPool
    private let sink: any EventSink
    private let logger: Logger
    /// How long it waits where nothing is to be published.
    private let interval: Duration
    private let backlog: EventBacklog
    /// Who holds the lease, in the database: this relay.
    private let holder = String(UInt64.random(in: 0 ... .max), radix: 16)

    /// A relay from `database` to `sink`, which tells `metrics` of the events that wait.
    public init(
        database: PostgresPool, sink: any EventSink, interval: Duration = .milliseconds(200),
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger
    ) {
        self.database = database
        self.sink = sink
        self.interval = interval
        self.logger = logger
        backlog = EventBacklog(database, metrics)
    }

    /// Publishes until a graceful shutdown, which lets it send what it has begun and what was written last, for five seconds at
    /// most; or until cancellation, which does not wait. What is left then is published by whoever has the lease next.
    public func run() async {
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let publishing = Task {
            await publish()
            end.finish()
        }
        // A database that stands still holds up whoever asks it, and not the shutdown.
        let alarm = Task {
            guard (try? await gracefulShutdown()) != nil else { return }
            try? await Task.sleep(for: Self.lastPass)
            publishing.cancel()
            try? await Task.sleep(for: Self.farewell)
            end.finish()
        }
        for await _ in ended {}
        publishing.cancel()
        alarm.cancel()
    }

    private func publish() async {
        var isFailing = false
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
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
                // Others, who may have a producer that works, look more often than this and find the lease free.
                await giveBack()
                pause = interval * 10
            }
            await backlog.report()
            if pause > .zero { await rest(for: pause) }
        }
        // What the last activities have written.
        while !isFailing, !Task.isCancelled, (try? await relay()) == Self.batch {}
        await giveBack()
    }

    private func rest(for pause: Duration) async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: pause) }
    }

    /// Publishes the next events, if this relay has the lease. Returns how many.
    private func relay() async throws -> Int {
        guard try await takeLease() else { return 0 }
        let events = try await database.unpublishedEvents(Self.batch)
        let (acknowledged, failure) = await send(events)
        if acknowledged > 0 { try await database.markPublished(events.prefix(acknowledged).map(\.position)) }
        if let failure { throw failure }
        return acknowledged
    }

    /// Sends, and keeps the lease meanwhile. Where it is lost all the same, events are sent twice, and no more: whoever has it
    /// begins at the first event that is not marked.
    private func send(_ events: [Event]) async -> (acknowledged: Int, failure: (any Error)?) {
        let renewing = Task {
            while (try? await Task.sleep(for: Self.renewal)) != nil {
                _ = try? await database.query(
                    "UPDATE relay_lease SET expires_at = now() + $2::interval WHERE holder = $1", holder, Self.lease)
            }
        }
        defer { renewing.cancel() }
        return await sink.send(events)
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

    private func giveBack() async {
        _ = try? await database.query("DELETE FROM relay_lease WHERE holder = $1", holder)
    }
}
