// Backoff: how long to wait before trying again. The waits grow by a factor up to a cap and are spread by jitter, so that
// many clients of one server do not come back at the same moment.

/// A growing wait, as a value.
package struct Backoff: Sendable {
    package var initial: Duration
    package var factor: Double
    package var cap: Duration
    /// The part by which a wait may be shorter or longer: 0.2 is ±20 %.
    package var jitter: Double
    /// How many waits were given out since the last reset.
    package private(set) var count = 0
    private var base: Duration

    package init(initial: Duration, factor: Double, cap: Duration, jitter: Double = 0.2) {
        self.initial = initial
        self.factor = factor
        self.cap = cap
        self.jitter = jitter
        base = initial
    }

    /// The next wait.
    package mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        let wait = min(base, cap)
        count += 1
        base = min(base * factor, cap)
        return wait * Double.random(in: (1 - jitter)...(1 + jitter), using: &random)
    }

    /// The next wait is the first one again.
    package mutating func reset() {
        count = 0
        base = initial
    }
}
