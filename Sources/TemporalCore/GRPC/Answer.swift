// An answer: what one task waits for and another thread gives.

import Synchronization

/// What somebody will answer; of several answers the first counts.
package final class Answer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(UnsafeContinuation<Value, Never>)
        case given(Value)
        case over
    }

    private let state = Mutex(State.open)

    package init() {}

    /// Gives the answer, if it is the first.
    package func give(_ value: Value) {
        let continuation = state.withLock { state -> UnsafeContinuation<Value, Never>? in
            switch state {
            case .open: state = .given(value)
            case .awaited(let continuation):
                state = .over
                return continuation
            case .given, .over: break
            }
            return nil
        }
        continuation?.resume(returning: value)
    }

    /// Waits for the answer, which one task may do once.
    nonisolated(nonsending) package func wait() async -> Value {
        // Every way out of the states above resumes the continuation exactly once.
        let value = await withUnsafeContinuation { continuation in
            let given = state.withLock { state -> Value? in
                guard case .given(let value) = state else {
                    state = .awaited(continuation)
                    return nil
                }
                state = .over
                return value
            }
            if let given { continuation.resume(returning: given) }
        }
        // The thread sanitizer does not see that the runtime orders an answer which comes before this task has gone to sleep.
        // It sees the lock.
        state.withLock { _ in }
        return value
    }
}
