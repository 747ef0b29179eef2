// Slots: how much a worker does at once. A poller takes a slot before it asks for work, so that nothing is accepted that
// cannot be started; the slot goes back when the work is reported.

import Synchronization

/// A counting semaphore whose waiters are served in order and can be canceled.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiters: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
        var nextID: UInt64 = 0
        var isClosed = false
    }

    let limit: Int
    private let state: Mutex<State>
    private let metrics: SlotMetrics?

    init(_ limit: Int, metrics: SlotMetrics? = nil) {
        self.limit = limit
        self.metrics = metrics
        state = Mutex(State(free: limit))
    }

    /// How many slots are taken.
    var used: Int { state.withLock { limit - $0.free } }

    /// Takes a slot, waiting for one; false when the waiting task is canceled or the slots are closed.
    nonisolated(nonsending) func take() async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let taken: Bool? = state.withLock { state in
                    if Task.isCancelled || state.isClosed { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.waiters.append((id, continuation))
                    return nil
                }
                if let taken { continuation.resume(returning: taken) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(returning: false)
        }
    }

    /// Takes a slot, waiting for one until `deadline`; false also where that has passed.
    func take(until deadline: ContinuousClock.Instant?) async -> Bool {
        if takeIfFree() { return true }
        guard let deadline else { return await take() }
        let taking = Task.detached { [self] in await take() }
        let clock = Task.detached {
            try await Task.sleep(until: deadline, clock: .continuous)
            taking.cancel()
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            await taking.value
        } onCancel: {
            taking.cancel()
        }
    }

    /// Begins work in a slot that was taken; what this returns ends it, and gives the slot back.
    func work() -> @Sendable () -> Void {
        metrics?.begin()
        return { [self] in
            metrics?.end()
            release()
        }
    }

    /// Takes a slot if one is free now; whether it did.
    func takeIfFree() -> Bool {
        state.withLock { state in
            if state.isClosed || state.free == 0 { return false }
            state.free -= 1
            return true
        }
    }

    /// Gives no more slots; those that are taken still come back.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: false) }
    }

    /// Gives a slot back.
    func release() {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiters.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiters.removeFirst().continuation
        }
        waiter?.resume(returning: true)
    }

    /// Waits until every slot is free, or `limit` has passed; whether all are.
    func drained(within limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        while used > 0 {
            guard ContinuousClock.now < deadline else { return false }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return true
    }
}
