// An answer: what one task waits for and another thread gives.

import Synchronization

/// What somebody will answer; of several answers the first counts.
///
/// Unchecked, because the lock holds the phase alone: `given` and `waiter` are read and written only by who holds it.
/// A lock around all three would be generic, and would look up its types each time that it is taken; for the same reason
/// the value has a box of its own.
package final class Answer<Value: Sendable>: @unchecked Sendable {
    private let phase = Mutex(AnswerPhase.open)
    private var given: Given<Value>?
    private var waiter: UnsafeContinuation<Value, Never>?

    package init() {}

    /// Gives the answer, if it is the first.
    package func give(_ value: Value) {
        let waiter = phase.withLock { phase -> UnsafeContinuation<Value, Never>? in
            switch phase {
            case .open:
                self.given = Given(value)
                phase = .given
            case .awaited:
                phase = .over
                return self.waiter
            case .given, .over: break
            }
            return nil
        }
        waiter?.resume(returning: value)
    }

    /// Waits for the answer, which one task may do once.
    nonisolated(nonsending) package func wait() async -> Value {
        // Every way out of the phases above resumes the continuation exactly once.
        let value = await withUnsafeContinuation { continuation in
            let given = phase.withLock { phase -> Given<Value>? in
                guard case .given = phase else {
                    self.waiter = continuation
                    phase = .awaited
                    return nil
                }
                phase = .over
                return self.given.take()
            }
            if let given { continuation.resume(returning: given.value) }
        }
        // The thread sanitizer does not see that the runtime orders an answer which comes before this task has gone to sleep.
        // It sees the lock.
        phase.withLock { _ in }
        return value
    }
}

private enum AnswerPhase {
    case open, awaited, given, over
}

private final class Given<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}
