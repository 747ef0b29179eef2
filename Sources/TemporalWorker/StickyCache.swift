// The sticky cache: runs in memory between their tasks, so that a task brings only what is new. It is bounded by number, by the
// memory that they hold by estimate, and by idle age: a run that was terminated elsewhere never gets another task and would stay
// for ever. Which idle runs have closed is asked of the server too, long before they are too old.

import DequeModule

/// Runs by run id, least recently used first out. A value; whoever holds it guards it.
struct StickyCache<Run> {
    private struct Entry {
        var run: Run
        var size: Int64
        var lastUsed: ContinuousClock.Instant
        var order: UInt64
        /// When to ask whether the run has closed, if it is still idle then.
        var askAt: ContinuousClock.Instant
    }

    let limit: Int
    let sizeLimit: Int64
    let maximumAge: Duration
    /// How long a run is idle before it is asked of whether it has closed; then after twice as long each time.
    let askAfter: Duration
    private var entries: [String: Entry] = [:]
    /// The runs in the order of their use. A use that is not its run's last is passed over, and removed when such uses outnumber
    /// the runs.
    private var uses = Deque<(runID: String, order: UInt64)>()
    private var clock: UInt64 = 0
    private var size: Int64 = 0

    init(limit: Int, sizeLimit: Int64, maximumAge: Duration, askAfter: Duration = .seconds(60)) {
        self.limit = limit
        self.sizeLimit = sizeLimit
        self.maximumAge = maximumAge
        self.askAfter = askAfter
    }

    var count: Int { entries.count }

    /// Takes a run out, to be put back when its task is done.
    mutating func take(_ runID: String) -> Run? {
        guard let entry = entries.removeValue(forKey: runID) else { return nil }
        size -= entry.size
        return entry.run
    }

    /// Puts a run in, which holds about `size` bytes, and returns those that had to leave for it.
    mutating func put(_ run: Run, runID: String, size runSize: Int64) -> [Run] {
        guard limit > 0 else { return [run] }
        clock += 1
        // What the server says is clamped, so that no sum of it overflows.
        let runSize = max(0, min(runSize, 1 << 40))
        size += runSize
        let now = ContinuousClock.now
        entries[runID] = Entry(run: run, size: runSize, lastUsed: now, order: clock, askAt: now + askAfter)
        uses.append((runID, clock))
        if uses.count > 64 + 2 * entries.count { uses.removeAll { entries[$0.runID]?.order != $0.order } }
        var evicted: [Run] = []
        while entries.count > limit || (size > sizeLimit && entries.count > 1) {
            guard let run = takeOldest() else { break }
            evicted.append(run)
        }
        return evicted
    }

    private mutating func takeOldest() -> Run? {
        while let use = uses.popFirst() {
            if entries[use.runID]?.order == use.order { return take(use.runID) }
        }
        return nil
    }

    /// Takes out the runs that have been idle for too long.
    mutating func takeAged(at now: ContinuousClock.Instant = .now) -> [Run] {
        let limit = now - maximumAge
        return entries.filter { $0.value.lastUsed < limit }.keys.compactMap { take($0) }
    }

    /// The idle runs of which it is time to ask whether they have closed: nobody tells when one is terminated. At most `limit`,
    /// those that have been idle longest; they stay, and are named again after as long as they have been idle.
    mutating func idle(_ limit: Int, at now: ContinuousClock.Instant = .now) -> [String] {
        let due = entries.filter { $0.value.askAt <= now }.sorted { $0.value.lastUsed < $1.value.lastUsed }.prefix(
            limit)
        for (runID, entry) in due {
            entries[runID]?.askAt = now + max(askAfter, entry.lastUsed.duration(to: now))
        }
        return due.map(\.key)
    }

    /// Takes everything out.
    mutating func takeAll() -> [Run] {
        Array(entries.keys).compactMap { take($0) }
    }
}
