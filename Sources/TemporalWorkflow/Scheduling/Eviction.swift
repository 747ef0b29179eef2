// The end of a run in memory: everything its code waits for fails, what the code then does no longer counts, and what it held
// is let go. What must stay true: no code of an author's can keep an eviction from ending.

/// How far an eviction is.
struct Eviction {
    /// How many waits of one task fail before it is parked.
    static let waitsPerTask = 100
    /// How many calls of one task are refused before it is parked: none of them suspends, so a task that goes on for ever would hold its
    /// thread, and one that goes through a long list comes to its end.
    static let refusalsPerTask = 10_000
    /// How many calls of one eviction are refused before every task that calls is parked: what is called encodes its arguments first, and
    /// thousands of tasks would take longer for that than a drain may.
    static let refusals = 100_000
    /// How many jobs one eviction runs, beyond some for each wait there was.
    static let jobs = 100_000

    var isEvicted = false
    var parkedWaits = 0
    /// How often each task has waited since.
    var waits: [UInt64: Int] = [:]
    /// How often each task was refused a call since.
    var refusals: [UInt64: Int] = [:]
    /// How many calls were refused since.
    var allRefusals = 0
}

extension RunExecutor {
    /// Whether the run is gone: waits fail, and what the code does no longer counts.
    package var isEvicted: Bool { eviction.isEvicted }

    /// Waits after eviction that were parked for good, because the code would not end. They leak, with all they hold.
    package var parkedWaits: Int { eviction.parkedWaits }

    /// Ends the run in memory: every wait fails with ``EvictionError``, also those that the code begins now, until the code
    /// has ended or has been parked: a task at its hundredth wait, and all that is left when there is no end to the jobs.
    ///
    /// Jobs that came late are run now, and jobs that come later still are run on a thread of the scheduler's own.
    package func evict() {
        if enter(evicting: true) != nil { return }
        DrainMark.with(self) {
            eviction.isEvicted = true
            conditions.entries = []
            onSleep = nil
            var jobsLeft = Eviction.jobs + 100 * waits.count
            repeat {
                for wait in waits.all { wait.evict() }
                wakeAllSleeps()
                for entry in takeLate() { order.append(entry) }
                while jobsLeft > 0, let entry = order.pop() {
                    jobsLeft -= 1
                    run(entry)
                }
                eviction.parkedWaits += order.removeAll().count
            } while !waits.isEmpty || !sleeps.isEmpty || !leaveEvicted()
        }
        ActorOwners.sweep()
    }

    /// Ends a wait that began after the eviction, or parks it.
    nonisolated(nonsending) func waitAfterEviction() async throws -> Never {
        eviction.waits[RuntimeHooks.currentTaskID, default: 0] += 1
        let isLast = eviction.waits[RuntimeHooks.currentTaskID, default: 0] >= Eviction.waitsPerTask
        try await refuse(parking: isLast)
    }

    /// Refuses a call that was made after the eviction, or parks it.
    nonisolated(nonsending) func callAfterEviction() async throws -> Never {
        eviction.refusals[RuntimeHooks.currentTaskID, default: 0] += 1
        eviction.allRefusals += 1
        let isLast = eviction.refusals[RuntimeHooks.currentTaskID, default: 0] >= Eviction.refusalsPerTask
        try await refuse(parking: isLast || eviction.allRefusals >= Eviction.refusals)
    }

    nonisolated(nonsending) private func refuse(parking isParked: Bool) async throws -> Never {
        guard isParked else { throw EvictionError() }
        eviction.parkedWaits += 1
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        throw EvictionError()
    }
}

/// Where evicted runs end that something woke once more: a thread of their own, for the thread that woke them may hold locks.
enum EvictedRuns {
    private static let thread = WorkThread(name: "evicted-runs")

    /// Evicts `run` once more. Where the system has no thread left, what woke stays until the run is evicted again.
    static func evictAgain(_ run: RunExecutor) {
        thread?.run { run.evict() }
    }
}
