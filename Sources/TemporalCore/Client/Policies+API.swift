// The policies as the API's messages say them.

extension API.Common.RetryPolicy {
    package init(_ policy: RetryPolicy) {
        self.init()
        initialInterval = policy.initialInterval
        backoffCoefficient = policy.backoffCoefficient ?? 0
        maximumInterval = policy.maximumInterval
        maximumAttempts = Int32(clamping: policy.maximumAttempts ?? 0)
        nonRetryableErrorTypes = policy.nonRetryableErrorTypes
    }
}

extension RetryPolicy {
    package init(_ message: API.Common.RetryPolicy) {
        self.init(
            initialInterval: message.initialInterval,
            backoffCoefficient: message.backoffCoefficient == 0 ? nil : message.backoffCoefficient,
            maximumInterval: message.maximumInterval,
            maximumAttempts: message.maximumAttempts == 0 ? nil : Int(message.maximumAttempts),
            nonRetryableErrorTypes: message.nonRetryableErrorTypes)
    }
}

extension API.Enums.WorkflowIDReusePolicy {
    package init(_ policy: WorkflowIDReusePolicy) {
        self =
            switch policy {
            case .allowDuplicate: .allowDuplicate
            case .allowDuplicateFailedOnly: .allowDuplicateFailedOnly
            case .rejectDuplicate: .rejectDuplicate
            case .terminateIfRunning: .terminateIfRunning
            }
    }
}

extension API.Enums.WorkflowIDConflictPolicy {
    package init(_ policy: WorkflowIDConflictPolicy) {
        self =
            switch policy {
            case .fail: .fail
            case .useExisting: .useExisting
            case .terminateExisting: .terminateExisting
            }
    }
}
