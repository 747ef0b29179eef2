// How many activities a worker starts a second. Each poll has a turn before it is made, so that no activity waits here for its turn
// while its timeouts run; starts are spread evenly, and a worker that was idle does not make up for it.

import Synchronization

/// The turns of polls for activities. A value, told what each poll has brought.
struct PollTurns: Sendable {
    /// Of how long the starts may come at once: open polls may all be answered together.
    private static let spread: Duration = .milliseconds(250)

    /// The time between two starts.
    let interval: Duration
    /// When the next poll may be made.
    private(set) var next: ContinuousClock.Instant

    /// Turns for so many starts a second.
    init(perSecond: Double, at now: ContinuousClock.Instant) {
        // Less than one in a million seconds is as good as none.
        interval = .seconds(1 / max(perSecond, 0.000_001))
        next = now
    }

    /// How many polls may be open at once: as many as there may be starts in a quarter of a second, at least one.
    var limit: Int { max(1, Int(min(1_000_000, Self.spread / interval))) }

    /// Gives the next turn; returns when it is.
    mutating func take(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        let turn = max(next, now)
        next = turn + interval
        return turn
    }

    /// Takes the turn of `turn` back, which brought no activity, unless it is over anyway.
    mutating func giveBack(_ turn: ContinuousClock.Instant, at now: ContinuousClock.Instant) {
        if turn + interval > now { next -= interval }
    }

    /// An activity starts with the turn of `turn`. Where that is over, for the poll was open for long, its turn is now.
    mutating func started(with turn: ContinuousClock.Instant, at now: ContinuousClock.Instant) {
        if turn + interval < now { next = max(next, now + interval) }
    }
}

/// The rate at which a worker starts activities.
final class ActivityRate: Sendable {
    private let turns: Mutex<PollTurns>
    private let end = Notice()

    /// A rate of so many a second; nil where there is no limit.
    init?(perSecond: Double?) {
        guard let perSecond, perSecond > 0, perSecond.isFinite else { return nil }
        turns = Mutex(PollTurns(perSecond: perSecond, at: .now))
    }

    /// How many polls may be open at once.
    var limit: Int { turns.withLock { $0.limit } }

    /// Waits for a poll's turn, and returns when it was; nil where the task is canceled or the rate is closed, and no poll is to be
    /// made.
    nonisolated(nonsending) func takeTurn() async -> ContinuousClock.Instant? {
        let turn = turns.withLock { $0.take(at: .now) }
        if turn > .now {
            await withTaskGroup { group in
                group.addTask { try? await Task.sleep(until: turn, clock: .continuous) }
                group.addTask { [end] in try? await end.wait() }
                await group.next()
                group.cancelAll()
            }
        }
        if !Task.isCancelled && !end.isGiven { return turn }
        giveBack(turn)
        return nil
    }

    /// A poll was answered, which had the turn of `turn`.
    func polled(_ answer: Pollers.Answer, with turn: ContinuousClock.Instant) {
        turns.withLock { turns in
            if answer.start != nil && answer.isCounted {
                turns.started(with: turn, at: .now)
            } else {
                turns.giveBack(turn, at: .now)
            }
        }
    }

    /// Takes the turn of `turn` back, which brought no activity.
    func giveBack(_ turn: ContinuousClock.Instant) { turns.withLock { $0.giveBack(turn, at: .now) } }

    /// Gives no more turns.
    func close() { end.give() }
}
