// WaitingCalls: the calls that have no stream yet, first come, first served for each use, and those first that are answered soonest.
// A call that is given up in the meantime stays in place until its turn, or until such calls outnumber the others.

struct WaitingCalls {
    private var answers = CallQueue()
    private var outcomes = CallQueue()
    private var tasks = CallQueue()

    /// The number of calls that still wait.
    var count: Int { answers.count + outcomes.count + tasks.count }

    var isEmpty: Bool { count == 0 }

    mutating func append(_ call: UnaryCall) {
        switch call.request.use {
        case .answer: answers.append(call)
        case .outcome: outcomes.append(call)
        case .task: tasks.append(call)
        }
    }

    /// Whether `session` has a stream for one of them.
    func hasNext(for session: HTTP2Session) -> Bool {
        !answers.isEmpty && session.accepts(.answer) || !outcomes.isEmpty && session.accepts(.outcome)
            || !tasks.isEmpty && session.accepts(.task)
    }

    /// The call whose turn it is, taken out; nil where `session` has no stream for it.
    mutating func next(for session: HTTP2Session) -> UnaryCall? {
        if !answers.isEmpty, session.accepts(.answer) { return answers.popFirst() }
        if !outcomes.isEmpty, session.accepts(.outcome) { return outcomes.popFirst() }
        if !tasks.isEmpty, session.accepts(.task) { return tasks.popFirst() }
        return nil
    }

    /// A call in here was answered and waits no more.
    mutating func giveUp(_ call: UnaryCall) {
        switch call.request.use {
        case .answer: answers.giveUpOne()
        case .outcome: outcomes.giveUpOne()
        case .task: tasks.giveUpOne()
        }
    }

    /// Takes out all that `matches`.
    mutating func removeAll(where matches: (UnaryCall) -> Bool) -> [UnaryCall] {
        answers.removeAll(where: matches) + outcomes.removeAll(where: matches) + tasks.removeAll(where: matches)
    }
}

/// Calls in the order in which they came.
private struct CallQueue {
    private var queue: [UnaryCall] = []
    private var head = 0
    /// The number of calls that still wait.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ call: UnaryCall) {
        queue.append(call)
        count += 1
    }

    /// The first, taken out.
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
