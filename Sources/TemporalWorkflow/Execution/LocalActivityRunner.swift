// Between a run, whose workflow task waits for local activities, and whoever runs those.

import DequeModule
import Synchronization
import TemporalCore

/// Runs local activities.
package protocol LocalActivityRunner: Sendable {
    /// Runs an activity, its retries included, and reports once how it ended.
    ///
    /// - Returns: what cancels it; it reports then, too.
    func start(
        _ task: LocalActivityTask, then report: @escaping @Sendable (LocalActivityReport) -> Void
    ) -> @Sendable () -> Void
}

/// What comes of a local activity.
package enum LocalActivityReport: Sendable {
    case ended(LocalActivityResult)
    /// The worker stops: another one is to run it.
    case handedOver
}

/// The reports that a run has not been told of. There are no more of them than activities that the run has started.
final class LocalActivityReports: Sendable {
    enum Next: Sendable {
        case ended(Int64, LocalActivityResult)
        case handedOver
        /// The time has passed.
        case none
    }

    private struct State {
        var ended = Deque<(sequence: Int64, result: LocalActivityResult)>()
        var isHandedOver = false
        var waiter: Answer<Void>?
    }

    private let state = Mutex(State())

    func put(_ sequence: Int64, _ report: LocalActivityReport) {
        let waiter = state.withLock { state in
            switch report {
            case .ended(let result): state.ended.append((sequence, result))
            case .handedOver: state.isHandedOver = true
            }
            return state.waiter
        }
        waiter?.give(())
    }

    /// The next report; waits for one until `deadline`. One task waits at a time.
    nonisolated(nonsending) func next(until deadline: ContinuousClock.Instant) async -> Next {
        let waiter = Answer<Void>()
        let isThere = state.withLock { state in
            state.waiter = waiter
            return !state.ended.isEmpty || state.isHandedOver
        }
        if !isThere {
            let clock = Task.detached {
                try await Task.sleep(until: deadline, clock: .continuous)
                waiter.give(())
            }
            await waiter.wait()
            clock.cancel()
        }
        return state.withLock { state in
            state.waiter = nil
            if let first = state.ended.popFirst() { return .ended(first.sequence, first.result) }
            return state.isHandedOver ? .handedOver : .none
        }
    }
}
