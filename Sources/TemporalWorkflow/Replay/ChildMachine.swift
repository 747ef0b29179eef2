// A child workflow's life as its parent sees it. It is waited for twice: until it has started, and until it has closed.
//
//   created ──initiated──▶ initiated ──started──▶ started ──completed, failed, …──▶ closed
//      │ cancel                │ start failed ──▶ closed
//      ▼                       │ cancel, also in `started`
//   closed, nothing sent       ├─ abandon: over at once, nothing is sent
//                              ├─ try cancel: over at once, the request is sent
//                              ├─ wait requested: over when the request has been delivered
//                              └─ wait completed: over when the child has closed

import TemporalCore

struct ChildMachine {
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

    let namespace: String
    let workflowID: String
    let workflowType: API.Common.WorkflowType
    let cancellation: ChildWorkflowCancellationType
    private(set) var state = State.created
    private(set) var runID = ""
    private var initiatedEventID: Int64 = 0
    private var startedEventID: Int64 = 0
    private var isCancelRequested = false

    init(
        namespace: String, workflowID: String, workflowType: API.Common.WorkflowType,
        cancellation: ChildWorkflowCancellationType
    ) {
        self.namespace = namespace
        self.workflowID = workflowID
        self.workflowType = workflowType
        self.cancellation = cancellation
    }

    mutating func recordInitiated(eventID: Int64) {
        initiatedEventID = eventID
        if state == .created { state = .initiated }
    }

    /// Takes the started event; false where the parent has stopped waiting for it.
    mutating func recordStarted(eventID: Int64, runID: String) -> Bool {
        startedEventID = eventID
        self.runID = runID
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
            guard !isCancelRequested else { return .ignore }
            isCancelRequested = true
            switch cancellation {
            case .abandon:
                state = .closed
                return .abandon
            case .tryCancel:
                state = .closed
                return .request(isOver: true)
            case .waitCancellationRequested, .waitCancellationCompleted:
                return .request(isOver: false)
            }
        case .closed:
            return .ignore
        }
    }

    /// The cancellation request has reached the child; whether that is what the parent waits for.
    mutating func cancellationDelivered() -> Bool {
        guard cancellation == .waitCancellationRequested, state != .closed else { return false }
        state = .closed
        return true
    }

    /// Takes the event that closes the child or tells that it did not start; the state before it, in which the parent
    /// waited for the start or for the end, or nil where it has stopped waiting.
    mutating func close() -> State? {
        defer { state = .closed }
        return state == .closed ? nil : state
    }

    /// The failure that the parent's code gets, as every SDK words it.
    func failure(
        _ message: String, cause: API.Failure.Failure?, retryState: API.Enums.RetryState = .nonRetryableFailure
    ) -> API.Failure.Failure {
        var execution = API.Common.WorkflowExecution()
        execution.workflowID = workflowID
        execution.runID = runID
        var info = API.Failure.ChildWorkflowExecutionFailureInfo()
        info.namespace = namespace
        info.workflowExecution = execution
        info.workflowType = workflowType
        info.initiatedEventID = initiatedEventID
        info.startedEventID = startedEventID
        info.retryState = retryState
        var failure = API.Failure.Failure()
        failure.message = message
        failure.cause = cause
        failure.failureInfo = .childWorkflowExecutionFailureInfo(info)
        return failure
    }
}
