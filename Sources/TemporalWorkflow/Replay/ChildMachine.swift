// A child workflow as its parent sees it.

import TemporalCore

struct ChildMachine {
    let namespace: String
    let workflowID: String
    let workflowType: API.Common.WorkflowType
    var call: StagedCall
    private(set) var runID = ""
    private var startedEventID: Int64 = 0
    /// Whether the child had not started when it was asked to cancel: the server may not find it then.
    private var isRequestEarly = false
    /// Whether the server did not find it, and it has not started since.
    private var isCancellationLost = false

    init(
        namespace: String, workflowID: String, workflowType: API.Common.WorkflowType,
        cancellation: ChildWorkflowCancellationType
    ) {
        self.namespace = namespace
        self.workflowID = workflowID
        self.workflowType = workflowType
        call = StagedCall(cancellation)
    }

    /// Takes the started event; false where the parent has stopped waiting for it.
    mutating func recordStarted(eventID: Int64, runID: String) -> Bool {
        startedEventID = eventID
        self.runID = runID
        return call.recordStarted()
    }

    /// The child is asked to cancel.
    mutating func recordCancellationRequest() {
        isRequestEarly = startedEventID == 0
    }

    /// The request to cancel could not be delivered: the child has closed, of which its own event tells, or it had not started.
    ///
    /// - Returns: whether it has started since, and is to be asked once more.
    mutating func cancellationFailed() -> Bool {
        isCancellationLost = startedEventID == 0
        return isRequestEarly && !isCancellationLost
    }

    /// Whether the child, which has just started, is to be asked to cancel once more.
    mutating func takeLostCancellation() -> Bool {
        defer { isCancellationLost = false }
        return isCancellationLost
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
        info.initiatedEventID = call.initiatedEventID
        info.startedEventID = startedEventID
        info.retryState = retryState
        var failure = API.Failure.Failure()
        failure.message = message
        failure.cause = cause
        failure.failureInfo = .childWorkflowExecutionFailureInfo(info)
        return failure
    }
}
