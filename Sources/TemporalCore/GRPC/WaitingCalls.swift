// WaitingCalls: the calls that have no stream yet, first come, first served. A call that is given up in the meantime
// stays in place until its turn, or until such calls outnumber the others.

struct WaitingCalls {
    private var queue: [UnaryCall] = []
    private var head = 0
    /// The number of calls that still wait.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ call: UnaryCall) {
        queue.append(call)
        count += 1
    }

    /// The call whose turn it is, taken out.
    mutating func popFirst() -> UnaryCall? {
        while head < queue.count {
            let call = queue[head]
            head += 1
            if case .waiting = call.state {
                count -= 1
                compact()
                return call
            }
        }
        compact()
        return nil
    }

    /// A call in here was answered and waits no more.
    mutating func giveUpOne() {
        count -= 1
        compact()
    }

    /// Takes out all that `matches`.
    mutating func removeAll(where matches: (UnaryCall) -> Bool) -> [UnaryCall] {
        var removed: [UnaryCall] = []
        var kept: [UnaryCall] = []
        while let call = popFirst() {
            if matches(call) { removed.append(call) } else { kept.append(call) }
        }
        (queue, head, count) = (kept, 0, kept.count)
        return removed
    }

    private mutating func compact() {
        if head == queue.count {
            queue.removeAll(keepingCapacity: true)
            head = 0
        } else if queue.count > 64 + 2 * count {
            queue = queue[head...].filter { if case .waiting = $0.state { true } else { false } }
            head = 0
        }
    }
}
