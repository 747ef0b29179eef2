// The circuit breaker: after several calls in a row found the bridge down, the next ones are declined at once, until one of them
// is let through to see whether it is back. A value without a clock.

/// Whether calls are let through.
struct CircuitBreaker: Sendable {
    private enum State {
        case closed(failures: Int)
        case open(until: ContinuousClock.Instant)
        /// One call is under way to see.
        case halfOpen
    }

    /// How many failures in a row open it.
    let threshold: Int
    /// How long it stays open before a call is let through.
    let pause: Duration
    private var state = State.closed(failures: 0)

    init(threshold: Int, pause: Duration) {
        self.threshold = threshold
        self.pause = pause
    }

    /// Whether a call may be made now; else how long to wait.
    mutating func admit(at now: ContinuousClock.Instant) -> Duration? {
        switch state {
        case .closed: return nil
        case .halfOpen: return pause
        case .open(let end):
            guard now >= end else { return now.duration(to: end) }
            state = .halfOpen
            return nil
        }
    }

    /// A call was answered, if only to be declined.
    mutating func succeeded() {
        state = .closed(failures: 0)
    }

    /// A call found the bridge down. Returns whether that opened the breaker.
    mutating func failed(at now: ContinuousClock.Instant) -> Bool {
        switch state {
        case .closed(let failures) where failures + 1 < threshold:
            state = .closed(failures: failures + 1)
            return false
        case .closed:
            state = .open(until: now + pause)
            return true
        case .halfOpen, .open:
            // Calls that began before it opened fail late, and change nothing; the one that was let through closes it again.
            if case .halfOpen = state { state = .open(until: now + pause) }
            return false
        }
    }

    /// A call was given up before it came to anything.
    mutating func abandoned(at now: ContinuousClock.Instant) {
        if case .halfOpen = state { state = .open(until: now) }
    }
}
