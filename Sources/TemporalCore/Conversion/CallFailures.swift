// Failures of what a workflow called: an activity, a child workflow, a Nexus operation. They say what was called and why it is
// not tried again; what went wrong there is the cause.

/// Why a failed activity or workflow is not tried again.
public enum RetryState: Sendable, Hashable {
    /// Not said, or of a kind that this version does not know.
    case unspecified
    /// It is being tried again.
    case inProgress
    /// The failure is one that is not retried.
    case nonRetryableFailure
    /// The time for all tries ran out.
    case timeout
    /// It was tried as often as the policy allows.
    case maximumAttemptsReached
    /// There is no retry policy.
    case retryPolicyNotSet
    /// The server made a mistake.
    case internalServerError
    /// It was asked to stop.
    case cancelRequested

    package init(_ api: API.Enums.RetryState) {
        self =
            switch api {
            case .inProgress: .inProgress
            case .nonRetryableFailure: .nonRetryableFailure
            case .timeout: .timeout
            case .maximumAttemptsReached: .maximumAttemptsReached
            case .retryPolicyNotSet: .retryPolicyNotSet
            case .internalServerError: .internalServerError
            case .cancelRequested: .cancelRequested
            default: .unspecified
            }
    }

    package var api: API.Enums.RetryState {
        switch self {
        case .unspecified: .unspecified
        case .inProgress: .inProgress
        case .nonRetryableFailure: .nonRetryableFailure
        case .timeout: .timeout
        case .maximumAttemptsReached: .maximumAttemptsReached
        case .retryPolicyNotSet: .retryPolicyNotSet
        case .internalServerError: .internalServerError
        case .cancelRequested: .cancelRequested
        }
    }
}

/// An activity that failed, timed out or was canceled; the cause says which.
public struct ActivityFailure: FailureWithCore {
    let core: FailureCore
    /// The activity's type.
    public let activityType: String
    /// The activity's id in its workflow.
    public let activityID: String
    /// The event that scheduled it.
    public let scheduledEventID: Int64
    /// The event that says it was started; 0 where there is none.
    public let startedEventID: Int64
    /// The worker that ran it last.
    public let identity: String
    /// Why it is not tried again.
    public let retryState: RetryState

    /// A failure of an activity.
    public init(
        _ message: String = "activity failed", activityType: String, activityID: String, scheduledEventID: Int64 = 0,
        startedEventID: Int64 = 0, identity: String = "", retryState: RetryState = .unspecified, cause: (any Error)?
    ) {
        core = FailureCore(message: message, cause: cause)
        self.activityType = activityType
        self.activityID = activityID
        self.scheduledEventID = scheduledEventID
        self.startedEventID = startedEventID
        self.identity = identity
        self.retryState = retryState
    }

    init(_ core: FailureCore, _ info: API.Failure.ActivityFailureInfo) {
        self.core = core
        activityType = info.activityType?.name ?? ""
        activityID = info.activityID
        scheduledEventID = info.scheduledEventID
        startedEventID = info.startedEventID
        identity = info.identity
        retryState = RetryState(info.retryState)
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.ActivityFailureInfo()
        info.scheduledEventID = scheduledEventID
        info.startedEventID = startedEventID
        info.identity = identity
        info.activityType = .with { $0.name = activityType }
        info.activityID = activityID
        info.retryState = retryState.api
        return .activityFailureInfo(info)
    }
}

/// A child workflow that failed, timed out, was canceled or terminated; the cause says which.
public struct ChildWorkflowFailure: FailureWithCore {
    let core: FailureCore
    /// The child's namespace.
    public let namespace: String
    /// The child's workflow id.
    public let workflowID: String
    /// The child's run.
    public let runID: String
    /// The child's type.
    public let workflowType: String
    /// The event that asked for the child.
    public let initiatedEventID: Int64
    /// The event that says it was started; 0 where there is none.
    public let startedEventID: Int64
    /// Why it is not tried again.
    public let retryState: RetryState

    /// A failure of a child workflow.
    public init(
        _ message: String = "child workflow failed", namespace: String = "", workflowID: String, runID: String = "",
        workflowType: String, initiatedEventID: Int64 = 0, startedEventID: Int64 = 0,
        retryState: RetryState = .unspecified, cause: (any Error)?
    ) {
        core = FailureCore(message: message, cause: cause)
        self.namespace = namespace
        self.workflowID = workflowID
        self.runID = runID
        self.workflowType = workflowType
        self.initiatedEventID = initiatedEventID
        self.startedEventID = startedEventID
        self.retryState = retryState
    }

    init(_ core: FailureCore, _ info: API.Failure.ChildWorkflowExecutionFailureInfo) {
        self.core = core
        namespace = info.namespace
        workflowID = info.workflowExecution?.workflowID ?? ""
        runID = info.workflowExecution?.runID ?? ""
        workflowType = info.workflowType?.name ?? ""
        initiatedEventID = info.initiatedEventID
        startedEventID = info.startedEventID
        retryState = RetryState(info.retryState)
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.ChildWorkflowExecutionFailureInfo()
        info.namespace = namespace
        info.workflowExecution = .with {
            $0.workflowID = workflowID
            $0.runID = runID
        }
        info.workflowType = .with { $0.name = workflowType }
        info.initiatedEventID = initiatedEventID
        info.startedEventID = startedEventID
        info.retryState = retryState.api
        return .childWorkflowExecutionFailureInfo(info)
    }
}

/// A Nexus operation that failed, timed out or was canceled; the cause says which.
public struct NexusOperationFailure: FailureWithCore {
    let core: FailureCore
    /// The event that scheduled it.
    public let scheduledEventID: Int64
    /// The endpoint that was called.
    public let endpoint: String
    /// The service that was called.
    public let service: String
    /// The operation that was called.
    public let operation: String
    /// The operation's token; empty where it ended at once.
    public let operationToken: String

    /// A failure of a Nexus operation.
    public init(
        _ message: String = "nexus operation failed", scheduledEventID: Int64 = 0, endpoint: String, service: String,
        operation: String, operationToken: String = "", cause: (any Error)?
    ) {
        core = FailureCore(message: message, cause: cause)
        self.scheduledEventID = scheduledEventID
        self.endpoint = endpoint
        self.service = service
        self.operation = operation
        self.operationToken = operationToken
    }

    init(_ core: FailureCore, _ info: API.Failure.NexusOperationFailureInfo) {
        self.core = core
        scheduledEventID = info.scheduledEventID
        endpoint = info.endpoint
        service = info.service
        operation = info.operation
        operationToken = info.operationToken
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.NexusOperationFailureInfo()
        info.scheduledEventID = scheduledEventID
        info.endpoint = endpoint
        info.service = service
        info.operation = operation
        info.operationToken = operationToken
        return .nexusOperationExecutionFailureInfo(info)
    }
}

/// A Nexus handler that failed to start or cancel an operation.
public struct NexusHandlerFailure: FailureWithCore {
    let core: FailureCore
    /// The kind of failure, such as `BAD_REQUEST` or `INTERNAL`.
    public let type: String
    /// Whether trying again helps, where the handler says so; else the type decides.
    public let isRetryable: Bool?

    /// A failure of a handler.
    public init(_ message: String, type: String = "INTERNAL", isRetryable: Bool? = nil, cause: (any Error)? = nil) {
        core = FailureCore(message: message, cause: cause)
        self.type = type
        self.isRetryable = isRetryable
    }

    init(_ core: FailureCore, _ info: API.Failure.NexusHandlerFailureInfo) {
        self.core = core
        type = info.type
        isRetryable =
            switch info.retryBehavior {
            case .retryable: true
            case .nonRetryable: false
            default: nil
            }
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.NexusHandlerFailureInfo()
        info.type = type
        info.retryBehavior =
            switch isRetryable {
            case true?: .retryable
            case false?: .nonRetryable
            case nil: .unspecified
            }
        return .nexusHandlerFailureInfo(info)
    }
}
