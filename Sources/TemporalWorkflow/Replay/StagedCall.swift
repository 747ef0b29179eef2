// The life of what is waited for twice, until it has started and until it has ended: a child workflow or a Nexus operation, as whoever
// asked for it sees it.
//
//   created ──initiated──▶ initiated ──started──▶ started ──completed, failed, …──▶ closed
//      │ cancel                │ start failed, or ended at once ──▶ closed
//      ▼                       │ cancel, also in `started`
//   closed, nothing sent       ├─ abandon: over at once, nothing is sent
//                              ├─ try cancel: over at once, the request is sent
//                              ├─ wait requested: over when the request has been delivered
//                              └─ wait completed: over when it has ended

struct StagedCall {
    enum State: Equatable {
        case created, initiated, started, closed
    }

    /// What canceling asks of the command queue.
    enum Cancellation: Equatable {
        case dropCommand
        case request(isOver: Bool)
        case abandon
        case ignore
    }

    let cancellation: ChildWorkflowCancellationType
    private(set) var state = State.created
    private(set) var initiatedEventID: Int64 = 0
    private(set) var isCancelRequested = false

    init(_ cancellation: ChildWorkflowCancellationType) { self.cancellation = cancellation }

    mutating func recordInitiated(eventID: Int64) {
        initiatedEventID = eventID
        if state == .created { state = .initiated }
    }

    /// Takes the started event; false where nobody waits any more.
    mutating func recordStarted() -> Bool {
        guard state == .initiated else { return false }
        state = .started
        return true
    }

    mutating func cancel() -> Cancellation {
        switch state {
        case .created:
            state = .closed
            return .dropCommand
        case .initiated, .started:
            if cancellation == .abandon {
                state = .closed
                return .abandon
            }
            guard !isCancelRequested else { return .ignore }
            switch cancellation {
            case .abandon, .tryCancel:
                isCancelRequested = true
                state = .closed
                return .request(isOver: true)
            case .waitCancellationRequested, .waitCancellationCompleted:
                isCancelRequested = true
                return .request(isOver: false)
            }
        case .closed:
            return .ignore
        }
    }

    /// Whether what is abandoned otherwise is to be asked to cancel, because the code says so: once, also when nobody waits any more.
    mutating func requestOfAbandoned() -> Bool {
        guard cancellation == .abandon, state != .created, !isCancelRequested else { return false }
        isCancelRequested = true
        return true
    }

    /// The request to cancel has been delivered, or could not be; whether that is what is waited for.
    mutating func cancellationDelivered() -> Bool {
        guard cancellation == .waitCancellationRequested, state != .closed else { return false }
        state = .closed
        return true
    }

    /// Takes the event that ends it; the state before, in which its start or its end was waited for, or nil where nobody waits any more.
    mutating func close() -> State? {
        defer { state = .closed }
        return state == .closed ? nil : state
    }
}
