// Failures that the server makes: work that was terminated or reset, and mistakes of the server itself. Also what is left for
// kinds of failures that this version does not know.

/// A workflow that was terminated.
public struct TerminatedFailure: FailureWithCore {
    let core: FailureCore

    /// A failure that says that the work was terminated.
    public init(_ message: String = "terminated", cause: (any Error)? = nil) {
        core = FailureCore(message: message, cause: cause)
    }

    init(_ core: FailureCore) { self.core = core }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        .terminatedFailureInfo(API.Failure.TerminatedFailureInfo())
    }
}

/// A failure of the server.
public struct ServerFailure: FailureWithCore {
    let core: FailureCore
    /// Whether trying again is useless.
    public let nonRetryable: Bool

    /// A failure of the server.
    public init(_ message: String, nonRetryable: Bool = false, cause: (any Error)? = nil) {
        core = FailureCore(message: message, cause: cause)
        self.nonRetryable = nonRetryable
    }

    init(_ core: FailureCore, _ info: API.Failure.ServerFailureInfo) {
        self.core = core
        nonRetryable = info.nonRetryable
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.ServerFailureInfo()
        info.nonRetryable = nonRetryable
        return .serverFailureInfo(info)
    }
}

/// Work that was undone because its workflow was reset.
public struct ResetWorkflowFailure: FailureWithCore {
    let core: FailureCore
    /// What the activity's last heartbeat said.
    public let lastHeartbeatDetails: FailureDetails

    /// A failure that says that the workflow was reset.
    public init(
        _ message: String, lastHeartbeatDetails: any Encodable & Sendable..., cause: (any Error)? = nil
    ) {
        core = FailureCore(message: message, cause: cause)
        self.lastHeartbeatDetails = FailureDetails(lastHeartbeatDetails)
    }

    init(_ core: FailureCore, _ info: API.Failure.ResetWorkflowFailureInfo, _ converter: DataConverter) {
        self.core = core
        lastHeartbeatDetails = FailureDetails(info.lastHeartbeatDetails, converter)
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.ResetWorkflowFailureInfo()
        info.lastHeartbeatDetails = lastHeartbeatDetails.encoded(converter, &problems)
        return .resetWorkflowFailureInfo(info)
    }
}

/// A failure of a kind that was not said, or that this version does not know. Thrown on, it is sent as it came.
public struct UnknownFailure: FailureWithCore {
    let core: FailureCore

    init(_ core: FailureCore) { self.core = core }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? { nil }
}
