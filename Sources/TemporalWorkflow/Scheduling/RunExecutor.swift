// A run's executor. Everything that a run's tasks do happens in one drain, on one thread, in an order that depends on nothing
// but the order in which waits are resolved (`SchedulingOrder`). Between drains nothing runs.
// What must stay true: a job from any other thread is never run as live code, and but for `gate` everything here is touched
// only by the thread that carries the run's mark.

import Synchronization

/// How a drain ended.
package struct DrainOutcome: Sendable {
    /// What the code waits for, though it may not; the run must be evicted, and its task fails.
    ///
    /// A run with a foreign wait is not drained again: later drains only repeat the outcome. `.unknown` is the exception, since
    /// a signal may still wake the code.
    package var foreignWait: ForeignWait?
}

/// The executor of one workflow run.
///
/// Whoever makes one ends it with `evict()`, whether the run finished or not. The runtime's own references to an executor do not
/// keep it alive; what does is a drain, a task that `spawn(_:)` started, and the run's actor, through `ActorOwners`.
///
/// It is `@unchecked Sendable`: `gate` is a lock, and admits one thread at a time to a drain; that thread is marked, and
/// everything else is touched by the marked thread only. The gate orders one drain's writes before the next one's reads.
package final class RunExecutor: SerialExecutor, TaskExecutor, @unchecked Sendable {
    private struct Gate {
        var isDraining = false
        var isEvicted = false
        /// Jobs that other threads enqueued. Their number is bounded by that of the run's tasks, each of which has one job.
        var late: [SchedulingOrder.Entry] = []
        var foreignWait: ForeignWait?
    }

    /// What the run is, for messages: put together when one is written, for thousands of runs are in memory.
    package var label: String { workflowID.isEmpty ? name : "\(name) \(workflowID) \(runID)" }
    private let name: String
    private let workflowID: String
    private let runID: String
    /// What the run belongs to; weak, for the owner holds the executor. To be set before the first drain.
    package weak var context: AnyObject?
    /// Makes a durable timer of a `Task.sleep`, which ends when the future is resolved; nil refuses it. To be set before the
    /// first drain.
    package var onSleep: ((Duration) -> DurableFuture<Void>?)?
    /// Told once, on any thread, when the code was woken from outside between two drains: only the next drain will say so, and
    /// there may be none. It hears the run's label. To be set before the first drain.
    package var onLateJob: (@Sendable (String) -> Void)?
    /// Called in a drain when a task that was given a number has ended.
    package var onTaskEnd: ((Int) -> Void)?

    private let gate = Mutex(Gate())
    var order = SchedulingOrder()
    var waits = WaitList()
    var conditions = Conditions()
    var sleeps = Sleeps()
    var eviction = Eviction()
    /// The run's actor.
    var owned: Address?
    /// Whether an actor of which nobody knows whose it is is this run's.
    var isAdopting = false
    /// Whether the drain ends before the next job.
    private var mustStop = false
    private var unfinishedTasks = 0
    /// Whether a query or a validator woke a `Task.sleep`, which then never runs as live code: the run in memory must go.
    private(set) var hasLostWake = false
    /// How many conditions have come true.
    private(set) var conditionsMet = 0

    package init(label name: String, workflowID: String = "", runID: String = "") {
        RuntimeHooks.install()
        self.name = name
        self.workflowID = workflowID
        self.runID = runID
    }

    /// The run that this thread drains, also inside of `Task.detached`.
    package static var current: RunExecutor? { DrainMark.current }

    /// What the code waits for, in no particular order but that of the waits' places.
    var openWaits: [DurableWait] { waits.all }

    var isCurrent: Bool { DrainMark.isSet(to: self) }

    /// Runs `body` as what it is: no business of the run that this thread drains. For loggers, codecs, metrics, and the
    /// engine's own wake-ups.
    package static func withoutMark<R, Failure: Error>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
        try DrainMark.with(nil, body)
    }

    // MARK: Jobs

    /// Queues a job; from a thread that does not drain the run it is kept until eviction.
    package func enqueue(_ job: consuming ExecutorJob) {
        accept(UnownedJob(job))
    }

    func accept(_ job: UnownedJob) {
        let entry: SchedulingOrder.Entry
        switch job.kind {
        case .task(let id): entry = SchedulingOrder.Entry(job: job, task: id)
        case .other: entry = SchedulingOrder.Entry(job: job, task: 0)
        case .defaultActor:
            // The actor's turn comes to the executor of the task that asked for it. It is not taken: others may wait for that
            // actor, and their code would run here. From the pool, the run's task comes back late.
            if isCurrent { report(.actor) }
            return job.enqueueGlobally()
        case .isolatedDeinit:
            // Nothing can reach the actor any more, so its deinit needs no turn; it runs where a plain deinit would.
            return job.runSynchronously(on: asUnownedSerialExecutor())
        }
        if isCurrent {
            order.append(entry)
        } else if let caller = DrainMark.current {
            // A job of another run: that run's mistake, for which this one is not evicted.
            caller.report(.otherRun(label))
            keepLate(entry, reporting: false)
        } else {
            keepLate(entry, reporting: true)
        }
    }

    private func keepLate(_ entry: SchedulingOrder.Entry?, reporting: Bool) {
        let (isEvicted, isNews) = gate.withLock { gate in
            if let entry { gate.late.append(entry) }
            let isNews = reporting && !gate.isEvicted && gate.foreignWait == nil
            if isNews { gate.foreignWait = ForeignWait(kind: .late) }
            return (gate.isEvicted && !gate.isDraining, isNews && !gate.isDraining)
        }
        if isEvicted { EvictedRuns.evictAgain(self) }
        if isNews { onLateJob?(label) }
    }

    /// A wait of the run's was begun, ended or canceled on a thread that does not drain it.
    package func reportForeignCancellation() {
        keepLate(nil, reporting: true)
    }

    /// Remembers a foreign wait of the code that this thread runs, and ends the drain.
    func report(_ kind: ForeignWait.Kind) {
        guard !eviction.isEvicted else { return }
        mustStop = true
        gate.withLock { if $0.foreignWait == nil { $0.foreignWait = ForeignWait(kind: kind) } }
    }

    package func isIsolatingCurrentContext() -> Bool? {
        isCurrent
    }

    // MARK: Draining

    /// Applies `apply` on the calling thread and runs the run's jobs until nothing is runnable and no condition is true.
    ///
    /// A run that has a foreign wait or is evicted is left alone: `apply` is not called.
    ///
    /// - Parameter checksConditions: whether conditions are looked at, asked when nothing is runnable.
    package func drain(_ apply: () -> Void, checksConditions: () -> Bool = { true }) -> DrainOutcome {
        if let refusal = enter(evicting: false) { return refusal }
        DrainMark.with(self) {
            order.forgetLastTask()
            apply()
            settle(checksConditions)
        }
        return leave()
    }

    /// Runs `body` isolated to the run without running any job: for queries and validators. A task that `body` starts never
    /// runs as live code.
    package func evaluate(_ body: () -> Void) {
        if enter(evicting: false) != nil { return }
        DrainMark.with(self) {
            body()
            parkAll()
        }
        _ = leave()
    }

    /// Runs `body` in a drain, as `evaluate(_:)` does between drains: for validators, which no replay runs again. A task that
    /// `body` starts never runs as live code.
    func evaluateWhileDraining<R>(_ body: () throws -> R) rethrows -> R {
        let pending = order
        order = SchedulingOrder()
        defer {
            parkAll()
            order = pending
        }
        return try body()
    }

    private func parkAll() {
        for entry in order.removeAll() {
            if sleeps.entries.contains(where: { $0.task == entry.task }) { hasLostWake = true }
            keepLate(entry, reporting: false)
        }
    }

    private func settle(_ checksConditions: () -> Bool) {
        while true {
            while !mustStop, let entry = order.pop() { run(entry) }
            order.forgetLastTask()
            guard !mustStop, checksConditions(), resolveCondition() else { return }
            conditionsMet += 1
        }
    }

    func run(_ entry: SchedulingOrder.Entry) {
        if !sleeps.isEmpty, entry.task != 0 { sleepEnds(of: entry.task) }
        entry.job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }

    /// Whether a drain would be refused, for the code was woken from outside or waits for what it may not.
    var hasForeignWait: Bool { gate.withLock { $0.foreignWait != nil } }

    /// Admits this thread to the run's state, or says why not.
    func enter(evicting: Bool) -> DrainOutcome? {
        gate.withLock { gate in
            if gate.isDraining { return DrainOutcome(foreignWait: ForeignWait(kind: .overlap)) }
            if !evicting, gate.isEvicted { return DrainOutcome() }
            if !evicting, let wait = gate.foreignWait { return DrainOutcome(foreignWait: wait) }
            gate.isDraining = true
            if evicting { gate.isEvicted = true }
            return nil
        }
    }

    /// Whether an eviction has no code to run. To be asked on the thread that drains the run.
    var isIdle: Bool { unfinishedTasks == 0 && waits.isEmpty && sleeps.isEmpty }

    /// Gives the state up. The three ways to see a foreign wait: the call that was refused, the job that came late, and code
    /// that waits for nothing that could ever wake it.
    func leave() -> DrainOutcome {
        let isStalled = unfinishedTasks > 0 && waits.isEmpty && sleeps.isEmpty
        return gate.withLock { gate in
            gate.isDraining = false
            if gate.isEvicted { return DrainOutcome() }
            return DrainOutcome(foreignWait: gate.foreignWait ?? (isStalled ? ForeignWait(kind: .unknown) : nil))
        }
    }

    /// Gives the state up after an eviction, unless a job came late that must be run first.
    func leaveEvicted() -> Bool {
        gate.withLock { gate in
            guard gate.late.isEmpty else { return false }
            // Before others are let in: from then on a late job may evict the run again on another thread.
            (eviction.waits, eviction.refusals, eviction.allRefusals) = ([:], [:], 0)
            gate.isDraining = false
            return true
        }
    }

    func takeLate() -> [SchedulingOrder.Entry] {
        gate.withLock { gate in
            let late = gate.late
            gate.late = []
            return late
        }
    }

    // MARK: Tasks

    /// Starts a task of the run's: its `run` method, or a handler. Tasks begin in the order in which they were started. To be
    /// called in a drain; anywhere else the task comes late, and never runs as live code. The end of one with a
    /// number is told to ``onTaskEnd``. It has no task-local values of whichever code of the run starts it.
    @discardableResult
    package func spawn(number: Int? = nil, _ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        if isCurrent { unfinishedTasks += 1 }
        return Task.detached(executorPreference: self) {
            await body()
            guard self.isCurrent else { return }
            self.unfinishedTasks -= 1
            if let number { self.onTaskEnd?(number) }
        }
    }
}
