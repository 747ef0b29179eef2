// A Nexus operation's life as its caller sees it. It is waited for twice: until it has started, and until it has ended.
//
//   created ──scheduled──▶ scheduled ──started──▶ started ──completed, failed, …──▶ closed
//      │ cancel               └─ ended at once ──▶ closed
//      ▼                      cancel, also in `started`:
//   closed, nothing sent      ├─ abandon: over at once, nothing is sent
//                             ├─ try cancel: over at once, the request is sent
//                             ├─ wait requested: over when the request has been delivered
//                             └─ wait completed: over when the operation has ended

import TemporalCore

struct NexusMachine {
    enum State: Equatable {
        case created, scheduled, started, closed
    }

    /// What canceling asks of the command queue.
    enum Cancellation: Equatable {
        case dropCommand
        case request(scheduledEventID: Int64, isOver: Bool)
        case abandon
        case ignore
    }

    let endpoint: String
    let service: String
    let operation: String
    let cancellation: NexusOperationCancellationType
    private(set) var state = State.created
    private var scheduledEventID: Int64 = 0
    private var token = ""
    private(set) var isCancelRequested = false

    init(endpoint: String, service: String, operation: String, cancellation: NexusOperationCancellationType) {
        self.endpoint = endpoint
        self.service = service
        self.operation = operation
        self.cancellation = cancellation
    }

    mutating func recordScheduled(eventID: Int64) {
        scheduledEventID = eventID
        if state == .created { state = .scheduled }
    }

    /// Takes the started event; false where the caller has stopped waiting for it.
    mutating func recordStarted(token: String) -> Bool {
        self.token = token
        guard state == .scheduled else { return false }
        state = .started
        return true
    }

    mutating func cancel() -> Cancellation {
        switch state {
        case .created:
            state = .closed
            return .dropCommand
        case .scheduled, .started:
            guard !isCancelRequested else { return .ignore }
            isCancelRequested = true
            switch cancellation {
            case .abandon:
                state = .closed
                return .abandon
            case .tryCancel:
                state = .closed
                return .request(scheduledEventID: scheduledEventID, isOver: true)
            case .waitCancellationRequested, .waitCancellationCompleted:
                return .request(scheduledEventID: scheduledEventID, isOver: false)
            }
        case .closed:
            return .ignore
        }
    }

    /// The request to cancel has been delivered, or could not be; whether that is the end of the operation for its caller.
    mutating func cancellationDelivered() -> Bool {
        guard cancellation == .waitCancellationRequested, state != .closed else { return false }
        state = .closed
        return true
    }

    /// Takes the event that ends the operation; nil where the caller has stopped waiting, else whether it had started.
    mutating func close() -> Bool? {
        defer { state = .closed }
        return state == .closed ? nil : state == .started
    }

    /// The failure that the caller gets.
    func failure(_ message: String, cause: API.Failure.Failure) -> API.Failure.Failure {
        var failure = API.Failure.Failure()
        failure.message = message
        failure.cause = cause
        failure.failureInfo = .nexusOperationExecutionFailureInfo(
            .with {
                $0.scheduledEventID = scheduledEventID
                $0.endpoint = endpoint
                $0.service = service
                $0.operation = operation
                $0.operationToken = token
            })
        return failure
    }

    /// The failure of an operation that the caller canceled.
    var canceledFailure: API.Failure.Failure { failure("Nexus operation cancelled", cause: .canceled()) }
}
