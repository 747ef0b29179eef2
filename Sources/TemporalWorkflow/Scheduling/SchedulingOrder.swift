// The order in which the jobs of one run are executed. A value with nothing else in it, so that it can be read and tested alone.
// What must stay true: the order follows from the enqueues alone, and a hop that the optimiser adds to a task or takes away
// changes nothing. It is part of every recorded history.

/// The jobs of a run that can run, in order.
///
/// The task that ran last goes on first; otherwise jobs run first in, first out. A task has at most one job at a time, so the
/// job of the task that ran last can only have come since that task began to run: one place beside the queue holds it, and
/// nothing is ever searched.
package struct SchedulingOrder {
    /// The version of the order, recorded in history. Whatever reorders any recorded workflow needs a new one.
    package static let version: UInt32 = 1

    /// A job, and the id of the task that it continues; 0 for a job that continues none.
    struct Entry {
        let job: UnownedJob
        let task: UInt64
    }

    private var entries: [Entry] = []
    private var head = 0
    private var next: Entry?
    private var lastTask: UInt64 = 0

    var isEmpty: Bool { next == nil && head == entries.count }

    /// Adds a job. Amortised O(1).
    mutating func append(_ entry: Entry) {
        if next == nil, entry.task != 0, entry.task == lastTask {
            next = entry
        } else {
            entries.append(entry)
        }
    }

    /// Takes the job that is to run. Amortised O(1).
    mutating func pop() -> Entry? {
        if let entry = next {
            next = nil
            return entry
        }
        guard head < entries.count else {
            entries.removeAll(keepingCapacity: head <= 64)
            head = 0
            return nil
        }
        let entry = entries[head]
        head += 1
        if head >= 1_024, head * 2 >= entries.count {
            entries.removeFirst(head)
            head = 0
        }
        lastTask = entry.task
        return entry
    }

    /// Forgets which task ran last: what the engine resolves at once runs first in, first out.
    mutating func forgetLastTask() {
        lastTask = 0
    }

    /// Takes all jobs, in order.
    mutating func removeAll() -> [Entry] {
        var all: [Entry] = []
        while let entry = pop() { all.append(entry) }
        return all
    }
}
