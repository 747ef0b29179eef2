// The sticky cache: runs in memory between their tasks, so that a task brings only what is new. It is bounded by number, by
// events held, and by idle age: a run that was terminated elsewhere never gets another task and would stay for ever.

import TemporalWorkflow

/// Runs by run id, least recently used first out. A value; whoever holds it guards it.
struct StickyCache {
    struct Entry {
        var run: WorkflowRun
        var lastUsed: ContinuousClock.Instant
        var order: UInt64
    }

    let limit: Int
    let eventLimit: Int64
    let maximumAge: Duration
    private var entries: [String: Entry] = [:]
    private var clock: UInt64 = 0
    private var events: Int64 = 0

    init(limit: Int, eventLimit: Int64, maximumAge: Duration) {
        self.limit = limit
        self.eventLimit = eventLimit
        self.maximumAge = maximumAge
    }

    var count: Int { entries.count }

    /// Takes a run out, to be put back when its task is done.
    mutating func take(_ runID: String) -> WorkflowRun? {
        guard let entry = entries.removeValue(forKey: runID) else { return nil }
        events -= entry.run.eventCount
        return entry.run
    }

    /// Puts a run in and returns those that had to leave for it.
    mutating func put(_ run: WorkflowRun, runID: String) -> [WorkflowRun] {
        guard limit > 0 else { return [run] }
        clock += 1
        events += run.eventCount
        entries[runID] = Entry(run: run, lastUsed: .now, order: clock)
        var evicted: [WorkflowRun] = []
        while entries.count > limit || (events > eventLimit && entries.count > 1) {
            guard let oldest = entries.min(by: { $0.value.order < $1.value.order })?.key, let run = take(oldest)
            else { break }
            evicted.append(run)
        }
        return evicted
    }

    /// Takes out the runs that have been idle for too long.
    mutating func takeAged() -> [WorkflowRun] {
        let limit = ContinuousClock.now - maximumAge
        return entries.filter { $0.value.lastUsed < limit }.keys.compactMap { take($0) }
    }

    /// Takes everything out.
    mutating func takeAll() -> [WorkflowRun] {
        Array(entries.keys).compactMap { take($0) }
    }
}
