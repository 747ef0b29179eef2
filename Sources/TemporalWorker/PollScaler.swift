// How many polls of one kind are open, where that is not fixed: as many as the server thinks useful. It says so in its answers,
// for it knows what waits in its queues. What must stay true: a burst of errors costs no poll for longer than it lasts.

import Synchronization
import TemporalCore

/// How many polls for tasks of one kind are open at once.
public enum PollerBehavior: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// So many: at least 1, but for activities, of which a worker may take none.
    case fixed(Int)
    /// So many at first, and then as many as the server suggests, within these limits.
    case autoscaling(minimum: Int = 1, maximum: Int = 100, initial: Int = 5)

    /// So many.
    public init(integerLiteral value: Int) { self = .fixed(value) }
}

/// How many polls are to be open. A value, told what each poll has brought.
struct PollScale {
    private static let period: Duration = .milliseconds(100)

    let limits: ClosedRange<Int>
    private(set) var target: Int
    /// What the target was before errors lowered it.
    private var strength: Int?
    /// Whether the server makes suggestions: if it does not, fewer polls would never become more again.
    private var isAdvised: Bool
    private var periodStart: ContinuousClock.Instant
    private var tasks = (now: 0, before: 0)
    /// Whether the tasks that come are at least as many as a moment before: where more polls bring no more, the worker is busy.
    private var mayGrow = true

    init(limits: ClosedRange<Int>, initial: Int, isAdvised: Bool, at now: ContinuousClock.Instant) {
        self.limits = limits
        self.isAdvised = isAdvised
        target = max(limits.lowerBound, min(initial, limits.upperBound))
        periodStart = now
    }

    /// Whether tasks come one after the other. Polls are shorter then, so that few of them are left open when they are over.
    var isBusy: Bool { tasks.now > 1 }

    /// A poll was answered.
    mutating func answered(hasTask: Bool, suggestion: Int?, at now: ContinuousClock.Instant) {
        countPeriods(until: now)
        if hasTask { tasks.now += 1 }
        recover()
        if let suggestion {
            isAdvised = true
            if suggestion < 0 {
                strength = nil
                change(by: suggestion)
            } else if mayGrow {
                change(by: suggestion)
            }
        } else if !hasTask && isAdvised {
            change(by: -1)
        }
    }

    /// The server was asked too much.
    mutating func exhausted() {
        guard isAdvised else { return }
        strength = max(strength ?? 0, target)
        target = max(limits.lowerBound, target / 2)
    }

    /// After errors, each answer brings a poll back.
    private mutating func recover() {
        guard let strength else { return }
        change(by: 1)
        if target >= strength { self.strength = nil }
    }

    private mutating func change(by delta: Int) {
        // The server's number, which may be any.
        let delta = max(-limits.upperBound, min(delta, limits.upperBound))
        target = max(limits.lowerBound, min(target + delta, limits.upperBound))
    }

    private mutating func countPeriods(until now: ContinuousClock.Instant) {
        let elapsed = Int(min(1_000_000_000, periodStart.duration(to: now) / Self.period))
        guard elapsed > 0 else { return }
        // By whole periods: what is left of this one belongs to it, and answers that always come after two of them and a bit
        // shall not find the one before without tasks each time.
        periodStart += Self.period * elapsed
        for _ in 0..<min(elapsed, 3) {
            mayGrow = tasks.now >= Int(Double(tasks.before) * 1.1)
            tasks = (0, tasks.now)
        }
    }
}

/// Lets as many of a set of pollers poll as a scale says; the others wait.
final class PollScaler: Sendable {
    private struct State {
        var scale: PollScale
        var waiting: [Int: Answer<Bool>] = [:]
        var isClosed = false

        mutating func takeAllowed() -> [Answer<Bool>] {
            let allowed = waiting.keys.filter { $0 < scale.target }
            return allowed.compactMap { waiting.removeValue(forKey: $0) }
        }
    }

    private let state: Mutex<State>

    init(_ scale: PollScale) {
        state = Mutex(State(scale: scale))
    }

    /// How long the next poll may be; nil is as long as usual.
    var timeout: Duration? { state.withLock { $0.scale.isBusy } ? .seconds(11) : nil }

    /// Waits until the poller of number `index`, counted from 0, may poll; false where it never may any more.
    nonisolated(nonsending) func mayPoll(_ index: Int) async -> Bool {
        let answer = state.withLock { state -> Answer<Bool>? in
            if state.isClosed || index < state.scale.target { return nil }
            let answer = Answer<Bool>()
            state.waiting[index] = answer
            return answer
        }
        guard let answer else { return !state.withLock { $0.isClosed } }
        return await withTaskCancellationHandler {
            await answer.wait()
        } onCancel: {
            answer.give(false)
        }
    }

    /// A poll was answered.
    func answered(hasTask: Bool, suggestion: Int?) {
        change { $0.answered(hasTask: hasTask, suggestion: suggestion, at: .now) }
    }

    /// A poll failed.
    func failed(_ error: RPCError) {
        if error.code == .resourceExhausted && !error.isMessageTooLarge { change { $0.exhausted() } }
    }

    private func change(_ body: (inout PollScale) -> Void) {
        let allowed = state.withLock { state in
            body(&state.scale)
            return state.takeAllowed()
        }
        for answer in allowed { answer.give(true) }
    }

    /// Lets none poll any more.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for answer in waiting { answer.give(false) }
    }
}
