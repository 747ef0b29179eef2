// How many activities a worker starts a second. Starts are spread evenly: a worker that was idle does not make up for it.

import Synchronization
import TemporalCore

/// The rate at which a worker starts activities.
final class ActivityRate: Sendable {
    private let interval: Duration
    private let next: Mutex<ContinuousClock.Instant>

    /// A rate of so many a second; nil where there is no limit.
    init?(perSecond: Double?) {
        guard let perSecond, perSecond > 0, perSecond.isFinite else { return nil }
        // Less than one in a million seconds is as good as none.
        interval = .seconds(1 / max(perSecond, 0.000_001))
        next = Mutex(.now)
    }

    /// Waits until an activity may start, so that none is taken which another worker could run sooner.
    ///
    /// - Throws: `CancellationError`.
    nonisolated(nonsending) func waitUntilReady() async throws {
        while case let time = next.withLock({ $0 }), time > .now {
            try await Task.sleep(until: time, clock: .continuous)
        }
    }

    /// Takes the turn of an activity; returns when it may start.
    func takeTurn() -> ContinuousClock.Instant {
        next.withLock { next in
            let start = max(next, .now)
            next = start + interval
            return start
        }
    }
}

extension Pollers {
    /// Asks for an activity task when the rate of their starts allows one. The task's token is empty where there is none.
    nonisolated(nonsending) func pollActivity(timeout: Duration?) async throws(RPCError) -> ActivityTasks.Task {
        guard let activityRate else { return try await service.pollActivityTask(timeout: timeout) }
        do { try await activityRate.waitUntilReady() } catch { return .init() }
        let task = try await service.pollActivityTask(timeout: timeout)
        // Several polls may have been answered at once.
        if !task.taskToken.isEmpty { try? await Task.sleep(until: activityRate.takeTurn(), clock: .continuous) }
        return task
    }
}
