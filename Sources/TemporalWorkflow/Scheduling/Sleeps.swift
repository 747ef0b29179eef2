// `Task.sleep` in a run's code. The runtime hands the executor a job that wakes the sleeper, and a durable timer stands for
// the clock. What must stay true: each such job is run once, or the sleeper's memory is never freed.

/// The sleeps of a run that no timer has ended, by the id of the sleeping task, which sleeps once at a time.
struct Sleeps {
    struct Entry {
        let task: UInt64
        let wakeUp: UnownedJob
        let timer: DurableFuture<Void>?
    }

    /// In the order in which they began.
    var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    mutating func remove(where isWanted: (Entry) -> Bool) -> Entry? {
        entries.firstIndex(where: isWanted).map { entries.remove(at: $0) }
    }
}

extension RunExecutor {
    /// The wake-up of a `Task.sleep`: the run's owner makes a durable timer of it, or it is a foreign wait. A duration is nil
    /// when it is not in seconds.
    func sleep(_ wakeUp: UnownedJob, for duration: Duration?) {
        guard isCurrent, !isEvicted else { return accept(wakeUp) }
        let timer = duration.flatMap { onSleep?(max($0, .zero)) }
        if let timer, timer.isResolved { return accept(wakeUp) }
        sleeps.entries.append(Sleeps.Entry(task: RuntimeHooks.currentTaskID, wakeUp: wakeUp, timer: timer))
        if timer == nil { report(.sleep) }
    }

    /// Ends the sleep that `timer` stands for.
    func wakeSleep(_ timer: DurableWait) {
        guard let sleep = sleeps.remove(where: { $0.timer === timer }) else { return }
        accept(sleep.wakeUp)
    }

    /// A sleeping task runs though nothing woke it: it was canceled. Its wake-up has only memory left to free.
    func sleepEnds(of task: UInt64) {
        guard let sleep = sleeps.remove(where: { $0.task == task }) else { return }
        accept(sleep.wakeUp)
        sleep.timer?.onSleepCanceled?()
        sleep.timer?.onSleepCanceled = nil
    }

    /// Ends all sleeps.
    func wakeAllSleeps() {
        let all = sleeps.entries
        sleeps.entries = []
        for sleep in all { accept(sleep.wakeUp) }
    }
}
