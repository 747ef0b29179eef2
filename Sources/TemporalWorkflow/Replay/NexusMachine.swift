// A Nexus operation as its caller sees it.

import TemporalCore

struct NexusMachine {
    let endpoint: String
    let service: String
    let operation: String
    var call: StagedCall
    private var token = ""

    init(endpoint: String, service: String, operation: String, cancellation: NexusOperationCancellationType) {
        self.endpoint = endpoint
        self.service = service
        self.operation = operation
        call = StagedCall(cancellation.staged)
    }

    /// Takes the started event; false where the caller has stopped waiting for it.
    mutating func recordStarted(token: String) -> Bool {
        self.token = token
        return call.recordStarted()
    }

    /// The failure that the caller gets.
    func failure(_ message: String, cause: API.Failure.Failure) -> API.Failure.Failure {
        var failure = API.Failure.Failure()
        failure.message = message
        failure.cause = cause
        failure.failureInfo = .nexusOperationExecutionFailureInfo(
            .with {
                $0.scheduledEventID = call.initiatedEventID
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

extension NexusOperationCancellationType {
    fileprivate var staged: ChildWorkflowCancellationType {
        switch self {
        case .abandon: .abandon
        case .tryCancel: .tryCancel
        case .waitCancellationRequested: .waitCancellationRequested
        case .waitCancellationCompleted: .waitCancellationCompleted
        }
    }
}
