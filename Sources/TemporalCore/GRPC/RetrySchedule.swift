// When a call that failed is tried again: the rules that Temporal's clients share, as a value without a clock.

/// The waits between the tries of one call.
package struct RetrySchedule: Sendable {
    package var initial: Duration
    package var factor: Double
    package var maximum: Duration
    /// How often the call is tried in all; nil is without end.
    package var tries: Int?
    /// The time that all of it may take; nil is without end.
    package var budget: Duration?
    private var attempt = 0
    private var spent: Duration = .zero

    package init(initial: Duration, factor: Double, maximum: Duration, tries: Int?, budget: Duration?) {
        self.initial = initial
        self.factor = factor
        self.maximum = maximum
        self.tries = tries
        self.budget = budget
    }

    /// Ordinary calls: 100 ms × 1.7 up to 5 s, ten tries or 10 s.
    package static let ordinary = RetrySchedule(
        initial: .milliseconds(100), factor: 1.7, maximum: .seconds(5), tries: 10, budget: .seconds(10))

    /// Polls, and what must reach the server: 200 ms × 2 up to 10 s, without end.
    package static let endless = RetrySchedule(
        initial: .milliseconds(200), factor: 2, maximum: .seconds(10), tries: nil, budget: nil)

    private static let jitter = 0.8...1.2

    private static let retried: Set<StatusCode> = [
        .dataLoss, .internal, .unknown, .resourceExhausted, .aborted, .outOfRange, .unavailable,
    ]

    /// Whoever cancels a call of his own does not ask for the next one; what comes from elsewhere passes.
    private static let retriedEndlessly: Set<StatusCode> = [.deadlineExceeded, .cancelled]

    /// How long to wait before the next try after `error`; nil gives up.
    ///
    /// - Parameter elapsed: the time since the first try began, where the budget is to include the tries.
    package mutating func delay(after error: RPCError, elapsed: Duration = .zero) -> Duration? {
        delay(after: error, elapsed: elapsed, jitter: .random(in: Self.jitter))
    }

    /// As ``delay(after:elapsed:)``, with jitter from `generator`.
    package mutating func delay(
        after error: RPCError, elapsed: Duration = .zero, using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        delay(after: error, elapsed: elapsed, jitter: .random(in: Self.jitter, using: &generator))
    }

    private mutating func delay(after error: RPCError, elapsed: Duration, jitter: Double) -> Duration? {
        guard error.canHeal, !error.isMessageTooLarge else { return nil }
        guard Self.retried.contains(error.code) || (tries == nil && Self.retriedEndlessly.contains(error.code))
        else { return nil }
        let delay = backOff(after: error, jitter: jitter)
        if let tries, attempt >= tries { return nil }
        if let budget, max(spent, elapsed + delay) > budget { return nil }
        return delay
    }

    /// How long to wait before a next try that is made whatever the error is.
    package mutating func backOff(after error: RPCError) -> Duration {
        backOff(after: error, jitter: .random(in: Self.jitter))
    }

    private mutating func backOff(after error: RPCError, jitter: Double) -> Duration {
        attempt += 1
        var delay = initial
        for _ in 1..<attempt where delay < maximum { delay = min(delay * factor, maximum) }
        if error.code == .resourceExhausted { delay = min(max(delay, .seconds(1)), .seconds(10)) }
        delay = delay * jitter
        spent += delay
        return delay
    }

    /// Starts over, after a try that succeeded.
    package mutating func reset() {
        attempt = 0
        spent = .zero
    }
}
