// What the server is asked to do with retries and with workflow ids that are taken; shared by the client and by workflows.

/// How the server retries an activity or a workflow that failed.
///
/// Values left nil are the server's defaults: 1 s, 2.0, a hundred times the initial interval, no limit of attempts.
public struct RetryPolicy: Sendable, Hashable {
    /// The wait before the first retry.
    public var initialInterval: Duration?
    /// What each wait is multiplied by to get the next one; at least 1.
    public var backoffCoefficient: Double?
    /// The longest wait.
    public var maximumInterval: Duration?
    /// How often the work is tried in all; 1 means no retry, nil or 0 no limit.
    public var maximumAttempts: Int?
    /// The types of application failures that are not retried.
    public var nonRetryableErrorTypes: [String]

    /// A policy; what is left out is the server's default.
    public init(
        initialInterval: Duration? = nil, backoffCoefficient: Double? = nil, maximumInterval: Duration? = nil,
        maximumAttempts: Int? = nil, nonRetryableErrorTypes: [String] = []
    ) {
        self.initialInterval = initialInterval
        self.backoffCoefficient = backoffCoefficient
        self.maximumInterval = maximumInterval
        self.maximumAttempts = maximumAttempts
        self.nonRetryableErrorTypes = nonRetryableErrorTypes
    }

    /// Tries once.
    public static let never = RetryPolicy(maximumAttempts: 1)
}

/// Whether a workflow may be started with the id of a closed one.
public enum WorkflowIDReusePolicy: Sendable, Hashable {
    /// Yes; the server's default.
    case allowDuplicate
    /// Only where the closed run failed, timed out, was canceled or was terminated.
    case allowDuplicateFailedOnly
    /// No.
    case rejectDuplicate
    /// Yes, and one that runs is terminated first. For children, which have no conflict policy; a client says
    /// ``WorkflowIDConflictPolicy/terminateExisting``.
    case terminateIfRunning
}

/// What a start does where a workflow with its id is running.
public enum WorkflowIDConflictPolicy: Sendable, Hashable {
    /// The start fails; the server's default.
    case fail
    /// The start returns the running workflow.
    case useExisting
    /// The running workflow is terminated and a new run started.
    case terminateExisting
}
