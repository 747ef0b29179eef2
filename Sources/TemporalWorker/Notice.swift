// A notice: that a worker begins to stop, or that a session is over.

import Synchronization

/// Something that is said once, for all that wait for it.
package final class Notice: Sendable {
    private struct State {
        var isGiven = false
        /// Whoever waits; running activities, so their slots bound the number.
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextID: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    var isGiven: Bool { state.withLock { $0.isGiven } }

    /// Gives the notice to all that wait, and to who asks from now on.
    package func give() {
        let waiters = state.withLock { state in
            state.isGiven = true
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits for the notice.
    ///
    /// - Throws: `CancellationError` where the task is canceled before.
    func wait() async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    if state.isGiven || Task.isCancelled { return false }
                    state.waiters[id] = continuation
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
        if !isGiven { try Task.checkCancellation() }
    }
}
