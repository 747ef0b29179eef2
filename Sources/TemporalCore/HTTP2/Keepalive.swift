// Keepalive: asks a silent peer for a sign of life, and says when it is to be taken for dead. Any byte is a sign of life
// while nothing was asked; once asked, only the answer counts.

/// When to send PING and when to give up, as a value.
package struct Keepalive: Equatable, Sendable {
    package enum Action: Equatable {
        case wait(until: ContinuousClock.Instant)
        case ping
        case giveUp
    }

    /// How long the peer may be silent.
    package var interval: Duration
    /// How long it has for its answer.
    package let timeout: Duration
    private var lastHeard: ContinuousClock.Instant
    private var asked: ContinuousClock.Instant?

    package init(interval: Duration, timeout: Duration, now: ContinuousClock.Instant) {
        self.interval = interval
        self.timeout = timeout
        lastHeard = now
    }

    package mutating func heard(at now: ContinuousClock.Instant) {
        lastHeard = now
    }

    package mutating func answered(at now: ContinuousClock.Instant) {
        lastHeard = now
        asked = nil
    }

    /// When `action` will have something else to say.
    package var next: ContinuousClock.Instant { asked.map { $0 + timeout } ?? lastHeard + interval }

    /// What to do at `now`; a `ping` is taken to be sent.
    package mutating func action(at now: ContinuousClock.Instant) -> Action {
        if let asked {
            return now >= asked + timeout ? .giveUp : .wait(until: asked + timeout)
        }
        if now >= lastHeard + interval {
            asked = now
            return .ping
        }
        return .wait(until: lastHeard + interval)
    }
}
