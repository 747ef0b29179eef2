// The threads that drains run on, and the watch over them. A drain that does not come back in time is reported at once; its
// thread is given up and replaced, up to a cap, and its run is refused until the drain returns. Other runs go on.
// The Swift tasks that ask for drains may prefer these threads too: then a workflow task goes from the wire to the wire on one
// of them, without waking another in between.
// What must stay true: one run has one drain at a time, in the order in which they were asked for, and every caller is answered.

import DequeModule
import Glibc
import Synchronization
import TemporalCore

/// A pool of threads for drains, and an executor for the tasks that ask for them, which must not block.
package final class DrainThreads: TaskExecutor, Sendable {
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
        /// Drains, calls what it is given, and answers.
        let body: @Sendable (_ ended: () -> Void) -> Void
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

    private enum Item {
        case drain(Work)
        case job(UnownedJob)
    }

    private struct State {
        var idle: [WorkThread] = []
        /// The threads that are awake and do not drain: each soon looks for what is ready.
        var looking = 0
        /// The threads that are not stuck.
        var usable = 0
        var stuck = 0
        var ready = Deque<Item>()
        /// The drains that wait for a thread or for an earlier drain of their run.
        var waiting = 0
        var runs: [ObjectIdentifier: RunQueue] = [:]
        /// The drains under way, by their runs.
        var draining: [ObjectIdentifier: Draining] = [:]
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

        /// A thread to wake for what is ready: more than those that look for it will take.
        mutating func threadToWake() -> WorkThread? {
            guard ready.count > looking, let thread = idle.popLast() else { return nil }
            looking += 1
            return thread
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
    nonisolated(nonsending) package func run<R: Sendable>(
        _ run: RunExecutor, limit: Duration, _ body: @escaping @Sendable () -> R
    ) async -> Outcome<R> {
        // The first of the two answers counts: that of the drain that comes back, or of the watch that gives it up.
        let answer = Answer<Outcome<R>>()
        let work = Work(run: run, limit: limit) { ended in
            let result = body()
            // First, so that this thread is there for the task that the answer wakes.
            ended()
            answer.give(.finished(result))
        } onDeadlock: {
            answer.give(.deadlocked)
        } onRefusal: {
            answer.give(.refused($0))
        }
        if let refusal = submit(work) { work.onRefusal(refusal) }
        return await answer.wait()
    }

    /// Runs a job of a task that prefers these threads. Their number is that of the tasks; where every thread is stuck, the
    /// global pool runs them.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (isTaken, thread) = state.withLock { state -> (Bool, WorkThread?) in
            if state.usable == 0 { return (false, nil) }
            state.ready.append(.job(job))
            return (true, state.threadToWake())
        }
        if isTaken { wake(thread) } else { job.enqueueGlobally() }
    }

    private func submit(_ work: Work) -> Refusal? {
        let id = ObjectIdentifier(work.run)
        let (refusal, thread) = state.withLock { state -> (Refusal?, WorkThread?) in
            if state.runs[id]?.isStuck == true { return (.stuck, nil) }
            if state.usable == 0 { return (.exhausted, nil) }
            if state.waiting >= maxWaiting { return (.full, nil) }
            state.waiting += 1
            if state.runs[id] != nil {
                state.runs[id]?.waiting.append(work)
                return (nil, nil)
            }
            state.runs[id] = RunQueue()
            state.ready.append(.drain(work))
            return (nil, state.threadToWake())
        }
        wake(thread)
        return refusal
    }

    private func wake(_ thread: WorkThread?) {
        guard let thread else { return }
        thread.run { [self] in work(on: thread) }
    }

    /// Runs what is ready until nothing is, or this thread has been replaced.
    private func work(on thread: WorkThread) {
        while let item = next(for: thread) {
            switch item {
            case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .drain(let work):
                var isReplaced = false
                work.body { isReplaced = ended(work) }
                if isReplaced { return }
            }
        }
    }

    /// Takes what is to run next, and puts it under the watch if it is a drain.
    private func next(for thread: WorkThread) -> Item? {
        let (item, other, isWatched) = state.withLock { state -> (Item?, WorkThread?, Bool) in
            guard let item = state.ready.popFirst() else {
                state.looking -= 1
                state.idle.append(thread)
                return (nil, nil, true)
            }
            guard case .drain(let work) = item else { return (item, nil, true) }
            state.waiting -= 1
            state.looking -= 1
            state.shortestLimit = min(state.shortestLimit, work.limit)
            state.draining[ObjectIdentifier(work.run)] = Draining(work: work, deadline: .now + work.limit)
            defer { state.isWatching = true }
            return (item, state.threadToWake(), state.isWatching)
        }
        wake(other)
        if !isWatched { watcher?.run { [self] in watch() } }
        return item
    }

    /// Takes a drain from under the watch. Whether the thread that it ran on has been replaced, and is to end.
    private func ended(_ work: Work) -> Bool {
        let id = ObjectIdentifier(work.run)
        let (isReplaced, thread) = state.withLock { state -> (Bool, WorkThread?) in
            guard let draining = state.draining.removeValue(forKey: id) else { return (false, nil) }
            if draining.isGivenUp {
                state.stuck -= 1
                state.runs[id] = nil
            } else if var queue = state.runs[id], !queue.waiting.isEmpty {
                state.ready.append(.drain(queue.waiting.removeFirst()))
                state.runs[id] = queue
            } else {
                state.runs[id] = nil
            }
            if !draining.isReplaced {
                state.looking += 1
                if draining.isGivenUp { state.usable += 1 }
            }
            return (draining.isReplaced, state.threadToWake())
        }
        wake(thread)
        return isReplaced
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
            for (run, draining) in state.draining where !draining.isGivenUp && draining.deadline <= now {
                answers.append(draining.work.onDeadlock)
                for work in giveUp(run, &state) { answers.append { work.onRefusal(.stuck) } }
            }
            if state.usable == 0 { answers += clear(&state) }
            let next = state.draining.values.lazy.filter { !$0.isGivenUp }.map(\.deadline).min()
            if next == nil { state.isWatching = false }
            return (next.map { min(now.duration(to: $0), state.shortestLimit / 8) }, answers)
        }
        for answer in answers { answer() }
        while let thread = state.withLock({ $0.threadToWake() }) { wake(thread) }
        return rest
    }

    /// Takes away what no thread is left for: jobs go to the global pool; drains that were ready, and those of their runs behind
    /// them, are refused.
    private func clear(_ state: inout State) -> [@Sendable () -> Void] {
        var answers: [@Sendable () -> Void] = []
        while let item = state.ready.popFirst() {
            switch item {
            case .job(let job): answers.append { job.enqueueGlobally() }
            case .drain(let work):
                let all = [work] + (state.runs.removeValue(forKey: ObjectIdentifier(work.run))?.waiting ?? [])
                state.waiting -= all.count
                for work in all { answers.append { work.onRefusal(.exhausted) } }
            }
        }
        return answers
    }

    /// Gives up the drain of a run, and returns what waits for it in vain.
    private func giveUp(_ id: ObjectIdentifier, _ state: inout State) -> [Work] {
        guard var draining = state.draining[id] else { return [] }
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
        state.draining[id] = draining
        return waiting
    }
}
