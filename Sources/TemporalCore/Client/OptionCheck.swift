// Options that a server would refuse, found where the code gives them. The rules are the server's (its validation of names, times,
// retry policies and priorities): what it takes, such as a time of zero for its default, is taken here.

/// An option that a server would refuse, found before it was asked for anything.
public struct InvalidOptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The option's name, such as `retryPolicy.maximumAttempts`.
    public let option: String
    /// Its value, and what it may be instead.
    public let reason: String

    /// What is wrong, in a sentence.
    public var description: String { "\(option) \(reason)" }
}

/// Looks for the first thing that is wrong with options. A number that is none, such as `Double.nan`, is within no range, and wrong.
package struct OptionCheck {
    /// What is wrong; nil where nothing is.
    package private(set) var problem: InvalidOptionError?

    package init() {}

    /// Throws what is wrong.
    package func throwProblem() throws(InvalidOptionError) {
        if let problem { throw problem }
    }

    package mutating func require(_ isRight: Bool, _ option: String, _ reason: @autoclosure () -> String) {
        if problem == nil, !isRight { problem = InvalidOptionError(option: option, reason: reason()) }
    }

    /// A name has to be given.
    package mutating func name(_ option: String, _ value: String) {
        require(!value.isEmpty, option, "is empty: say which")
    }

    /// A time may be left out; it is never negative.
    package mutating func time(_ option: String, _ value: Duration?) {
        guard let value, value < .zero else { return }
        require(false, option, "is \(value), and may not be negative")
    }

    package mutating func retryPolicy(_ policy: RetryPolicy?) {
        // Of a policy that retries nothing the rest does not count.
        guard let policy, policy.maximumAttempts != 1 else { return }
        time("retryPolicy.initialInterval", policy.initialInterval)
        time("retryPolicy.maximumInterval", policy.maximumInterval)
        if let attempts = policy.maximumAttempts {
            require(attempts >= 0, "retryPolicy.maximumAttempts", "is \(attempts), and may not be negative")
        }
        if let coefficient = policy.backoffCoefficient {
            require(
                coefficient == 0 || coefficient >= 1, "retryPolicy.backoffCoefficient",
                "is \(coefficient), and may not be below 1")
        }
        if let initial = policy.initialInterval, let maximum = policy.maximumInterval, maximum != .zero {
            require(
                initial <= maximum, "retryPolicy.initialInterval",
                "is \(initial), and may not be above its maximumInterval, \(maximum)")
        }
    }

    package mutating func priority(_ priority: Priority?) {
        guard let priority else { return }
        if let key = priority.key { require(key >= 0, "priority.key", "is \(key), and may not be negative") }
        if let key = priority.fairnessKey {
            require(key.utf8.count <= 64, "priority.fairnessKey", "has \(key.utf8.count) bytes, of 64 at most")
        }
        if let weight = priority.fairnessWeight {
            require(weight >= 0, "priority.fairnessWeight", "is \(weight), and may not be negative")
        }
    }
}
