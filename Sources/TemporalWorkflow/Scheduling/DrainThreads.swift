// The threads that drains run on, and the watch over them. A drain that does not come back in time is reported at once; its
// thread is given up and replaced, up to a cap, and its run is refused until the drain returns. Other runs go on.
// What must stay true: one run has one drain at a time, in the order in which they were asked for, and every caller is answered.

import Glibc
import Synchronization
import TemporalCore

/// A pool of threads for drains.
package final class DrainThreads: Sendable {
    /// How a drain ended.
    package enum Outcome<R: Sendable>: Sendable {
        /// It came back in time.
        case finished(R)
        /// It did not, and still runs.
        case deadlocked
        /// It never began.
        case refused(Refusal)
    }

    /// Why a drain was not begun.
    package enum Refusal: Error, Hashable, CustomStringConvertible {
        /// An earlier drain of the run did not come back.
        case stuck
        /// Every thread is stuck, and no more are replaced.
        case exhausted
        /// As many drains wait as may.
        case full

        package var description: String {
            switch self {
            case .stuck: "The workflow's code has not come back from an earlier workflow task."
            case .exhausted:
                """
                Every thread for workflow tasks is stuck in workflow code that does not come back; find the workflows that \
                block or compute for long, and start this process again.
                """
            case .full: "Too many workflow tasks wait for a thread; allow fewer workflow tasks at once."
            }
        }
    }

    private struct Work: Sendable {
        let run: RunExecutor
        let limit: Duration
        let body: @Sendable () -> Void
        let onDeadlock: @Sendable () -> Void
        let onRefusal: @Sendable (Refusal) -> Void
    }

    private struct Draining {
        let work: Work
        let deadline: SuspendingClock.Instant
        var isGivenUp = false
        var isReplaced = false
    }

    /// What a run with work has beside the drain that is ready or under way.
    private struct RunQueue {
        var waiting: [Work] = []
        var isStuck = false
    }

    private struct State {
        var idle: [WorkThread] = []
        /// The threads that are not stuck.
        var usable = 0
        var stuck = 0
        var ready: [Work] = []
        var head = 0
        var waiting = 0
        var runs: [ObjectIdentifier: RunQueue] = [:]
        var draining: [UInt64: Draining] = [:]
        var lastDrain: UInt64 = 0
        var lastThread = 0
        var isWatching = false
        /// The shortest limit of all drains so far.
        var shortestLimit = Duration.seconds(4)

        mutating func addThread(_ name: String) {
            lastThread += 1
            guard let thread = WorkThread(name: "\(name)-\(lastThread)") else { return }
            idle.append(thread)
            usable += 1
        }

        mutating func popReady() -> Work? {
            guard head < ready.count else { return nil }
            let work = ready[head]
            head += 1
            if head == ready.count {
                ready.removeAll(keepingCapacity: true)
                head = 0
            } else if head >= 1_024, head * 2 >= ready.count {
                ready.removeFirst(head)
                head = 0
            }
            return work
        }
    }

    private let state: Mutex<State>
    private let name: String
    private let watcher: WorkThread?
    private let maxStuck: Int
    private let maxWaiting: Int

    /// - Parameters:
    ///   - count: how many drains run at once.
    ///   - maxStuck: how many stuck threads are replaced; beyond, the pool goes on with what is left.
    ///   - maxWaiting: how many drains may wait for a thread or for an earlier drain of their run.
    ///   - name: what debuggers show the threads as.
    package init(count: Int, maxStuck: Int = 16, maxWaiting: Int = 10_000, name: String = "drain") {
        self.name = name
        watcher = WorkThread(name: "\(name)-watch")
        self.maxStuck = maxStuck
        self.maxWaiting = maxWaiting
        state = Mutex(State())
        state.withLock { state in
            for _ in 0..<max(1, count) { state.addThread(name) }
        }
    }

    /// How many threads are stuck in drains that were given up.
    package var stuckCount: Int { state.withLock { $0.stuck } }

    /// Runs `body`, which drains or evicts `run`, on a thread of the pool, and waits for it no longer than `limit`.
    package func run<R: Sendable>(
        _ run: RunExecutor, limit: Duration, _ body: @escaping @Sendable () -> R
    ) async -> Outcome<R> {
        // The first of the two answers counts: that of the drain that comes back, or of the watch that gives it up.
        let answer = Answer<Outcome<R>>()
        let work = Work(run: run, limit: limit) {
            answer.give(.finished(body()))
        } onDeadlock: {
            answer.give(.deadlocked)
        } onRefusal: {
            answer.give(.refused($0))
        }
        if let refusal = submit(work) { work.onRefusal(refusal) }
        return await answer.wait()
    }

    private func submit(_ work: Work) -> Refusal? {
        let id = ObjectIdentifier(work.run)
        return state.withLock { state in
            if state.runs[id]?.isStuck == true { return .stuck }
            if state.usable == 0 { return .exhausted }
            if state.waiting >= maxWaiting { return .full }
            state.waiting += 1
            if state.runs[id] != nil {
                state.runs[id]?.waiting.append(work)
            } else {
                state.runs[id] = RunQueue()
                state.ready.append(work)
            }
            startReady(&state)
            return nil
        }
    }

    private func startReady(_ state: inout State) {
        while !state.idle.isEmpty, let work = state.popReady(), let thread = state.idle.popLast() {
            state.waiting -= 1
            state.shortestLimit = min(state.shortestLimit, work.limit)
            state.lastDrain += 1
            let drain = state.lastDrain
            state.draining[drain] = Draining(work: work, deadline: .now + work.limit)
            thread.run { [self] in
                work.body()
                ended(drain, on: thread)
            }
            if !state.isWatching {
                state.isWatching = true
                watcher?.run { [self] in watch() }
            }
        }
    }

    private func ended(_ drain: UInt64, on thread: WorkThread) {
        state.withLock { state in
            guard let draining = state.draining.removeValue(forKey: drain) else { return }
            let id = ObjectIdentifier(draining.work.run)
            if draining.isGivenUp {
                state.stuck -= 1
                state.runs[id] = nil
            } else if var queue = state.runs[id], !queue.waiting.isEmpty {
                state.ready.append(queue.waiting.removeFirst())
                state.runs[id] = queue
            } else {
                state.runs[id] = nil
            }
            if !draining.isReplaced {
                state.idle.append(thread)
                if draining.isGivenUp { state.usable += 1 }
            }
            startReady(&state)
        }
    }

    /// Gives up drains that are over their limit, until nothing drains.
    private func watch() {
        while let pause = giveUpOverdue() {
            usleep(UInt32(max(pause, .milliseconds(1)).components.attoseconds / 1_000_000_000_000))
        }
    }

    /// Gives up the drains that are over their limit. Returns how long to look away: until the next may be, but no longer than an
    /// eighth of the limit of one that may begin meanwhile. Nil when nothing is left to watch.
    private func giveUpOverdue() -> Duration? {
        let now = SuspendingClock.now
        let (rest, answers) = state.withLock { state -> (Duration?, [@Sendable () -> Void]) in
            var answers: [@Sendable () -> Void] = []
            for (drain, draining) in state.draining where !draining.isGivenUp && draining.deadline <= now {
                answers.append(draining.work.onDeadlock)
                for work in giveUp(drain, &state) { answers.append { work.onRefusal(.stuck) } }
            }
            startReady(&state)
            if state.usable == 0 {
                while let work = state.popReady() { answers += refuse(work, &state) }
            }
            let next = state.draining.values.lazy.filter { !$0.isGivenUp }.map(\.deadline).min()
            if next == nil { state.isWatching = false }
            return (next.map { min(now.duration(to: $0), state.shortestLimit / 8) }, answers)
        }
        for answer in answers { answer() }
        return rest
    }

    /// Refuses what no thread is left for: a drain that was ready, and those of its run behind it.
    private func refuse(_ ready: Work, _ state: inout State) -> [@Sendable () -> Void] {
        let all = [ready] + (state.runs.removeValue(forKey: ObjectIdentifier(ready.run))?.waiting ?? [])
        state.waiting -= all.count
        return all.map { work in { work.onRefusal(.exhausted) } }
    }

    /// Gives up one drain, and returns what waits for it in vain.
    private func giveUp(_ drain: UInt64, _ state: inout State) -> [Work] {
        guard var draining = state.draining[drain] else { return [] }
        let id = ObjectIdentifier(draining.work.run)
        let waiting = state.runs[id]?.waiting ?? []
        state.waiting -= waiting.count
        state.runs[id] = RunQueue(isStuck: true)
        state.stuck += 1
        state.usable -= 1
        draining.isGivenUp = true
        if state.stuck <= maxStuck {
            let before = state.usable
            state.addThread(name)
            draining.isReplaced = state.usable > before
        }
        state.draining[drain] = draining
        return waiting
    }
}
