// Deadlines: what ends when. Most calls end long before their deadline, so removal is lazy: an entry whose owner is gone
// stays until it comes up or until such entries outnumber the living.

/// A heap of instants, each with the owner it belongs to.
struct Deadlines<Owner> {
    private var heap: [(instant: ContinuousClock.Instant, owner: Owner)] = []

    /// The number of entries, those of owners that are gone included.
    var count: Int { heap.count }

    /// The earliest instant.
    var next: ContinuousClock.Instant? { heap.first?.instant }

    /// O(log n).
    mutating func insert(_ instant: ContinuousClock.Instant, _ owner: Owner) {
        heap.append((instant, owner))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].instant < heap[parent].instant else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes out the earliest entry if it is due. O(log n).
    mutating func popFirst(at now: ContinuousClock.Instant) -> Owner? {
        guard let first = heap.first, first.instant <= now else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink(0)
        }
        return first.owner
    }

    /// Removes the entries whose owner is not alive, if there are many more of them than the `living`. O(n), amortised O(1).
    mutating func compact(living: Int, where isAlive: (Owner) -> Bool) {
        guard heap.count > 64 + 2 * living else { return }
        heap.removeAll { !isAlive($0.owner) }
        for parent in stride(from: heap.count / 2, through: 0, by: -1) { sink(parent) }
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].instant < heap[least].instant {
                least = child
            }
            if least == parent { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
