// The failures that application code throws or most often catches. Each holds exactly what its message on the wire holds.

/// A failure of application code: the one error for activities and workflows to throw.
///
///     throw ApplicationFailure("the card was declined", type: "CardDeclined", details: code, nonRetryable: true)
public struct ApplicationFailure: FailureWithCore {
    /// What operators should make of a failure.
    public enum Category: Sendable, Hashable {
        /// Nothing in particular.
        case unspecified
        /// Expected in normal operation: logged quietly and not counted as an error.
        case benign
    }

    let core: FailureCore
    /// The kind of failure, which retry policies and callers tell failures apart by; nil where none was given.
    public let type: String?
    /// Values for those who catch the failure.
    public let details: FailureDetails
    /// Whether trying again is useless, whatever the retry policy says.
    public let nonRetryable: Bool
    /// How long to wait before the next try, in place of what the retry policy says.
    public let nextRetryDelay: Duration?
    /// What operators should make of it.
    public let category: Category

    /// A failure that says `message`, at the place in the code where it is made.
    public init(
        _ message: String, type: String? = nil, details: any Encodable & Sendable..., nonRetryable: Bool = false,
        nextRetryDelay: Duration? = nil, category: Category = .unspecified, cause: (any Error)? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        core = FailureCore(message: message, stackTrace: "at \(file):\(line)", cause: cause)
        self.type = type
        self.details = FailureDetails(details)
        self.nonRetryable = nonRetryable
        self.nextRetryDelay = nextRetryDelay
        self.category = category
    }

    private init(_ core: FailureCore, type: String, nonRetryable: Bool) {
        self.core = core
        self.type = type
        details = FailureDetails([])
        self.nonRetryable = nonRetryable
        nextRetryDelay = nil
        category = .unspecified
    }

    /// The input of `what` does not decode, and will not next time either. No place in the author's code is at fault.
    package static func invalidInput(_ error: any Error, of what: String) -> ApplicationFailure {
        let core = FailureCore(message: ErrorText.message(of: error), stackTrace: "in the input of \(what)", cause: nil)
        return ApplicationFailure(core, type: "InvalidInput", nonRetryable: true)
    }

    init(_ core: FailureCore, _ info: API.Failure.ApplicationFailureInfo, _ converter: DataConverter) {
        self.core = core
        type = info.type.isEmpty ? nil : info.type
        details = FailureDetails(info.details, converter)
        nonRetryable = info.nonRetryable
        nextRetryDelay = info.nextRetryDelay
        category = info.category == .benign ? .benign : .unspecified
    }

    // What another error is told as; a failure type of the author's own keeps its stack trace and cause.
    init(of error: any Error, type: String? = nil, message: String? = nil) {
        let failure = error as? any TemporalFailure
        core = FailureCore(
            message: message ?? failure?.message ?? ErrorText.message(of: error),
            stackTrace: failure?.stackTrace ?? "", cause: failure?.cause)
        self.type = type ?? ErrorText.type(of: error)
        details = FailureDetails([])
        nonRetryable = false
        nextRetryDelay = nil
        category = .unspecified
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.ApplicationFailureInfo()
        info.type = type ?? ""
        info.nonRetryable = nonRetryable
        info.details = details.encoded(converter, &problems)
        info.nextRetryDelay = nextRetryDelay
        info.category = category == .benign ? .benign : .unspecified
        return .applicationFailureInfo(info)
    }
}

/// Work that was canceled: it stopped because someone asked.
public struct CanceledFailure: FailureWithCore {
    let core: FailureCore
    /// Values that the work left behind when it stopped.
    public let details: FailureDetails

    /// A failure that says that the work stopped on request.
    public init(_ message: String = "canceled", details: any Encodable & Sendable..., cause: (any Error)? = nil) {
        core = FailureCore(message: message, cause: cause)
        self.details = FailureDetails(details)
    }

    /// A failure with what canceled work left behind.
    init(details: [Payload], _ converter: DataConverter) {
        core = FailureCore(message: "canceled", cause: nil)
        self.details = FailureDetails(.with { $0.payloads = details }, converter)
    }

    init(_ core: FailureCore, _ info: API.Failure.CanceledFailureInfo, _ converter: DataConverter) {
        self.core = core
        details = FailureDetails(info.details, converter)
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.CanceledFailureInfo()
        info.details = details.encoded(converter, &problems)
        return .canceledFailureInfo(info)
    }
}

/// Which time ran out.
public enum TimeoutType: Sendable, Hashable {
    /// Not said, or of a kind that this version does not know.
    case unspecified
    /// One try took too long.
    case startToClose
    /// No worker took the work in time.
    case scheduleToStart
    /// All tries together took too long.
    case scheduleToClose
    /// No heartbeat came in time.
    case heartbeat
}

/// Work that took too long.
public struct TimeoutFailure: FailureWithCore {
    let core: FailureCore
    /// Which time ran out.
    public let timeoutType: TimeoutType
    /// What the activity's last heartbeat said.
    public let lastHeartbeatDetails: FailureDetails

    /// A failure that says which time ran out.
    public init(
        _ message: String, timeoutType: TimeoutType, lastHeartbeatDetails: any Encodable & Sendable...,
        cause: (any Error)? = nil
    ) {
        core = FailureCore(message: message, cause: cause)
        self.timeoutType = timeoutType
        self.lastHeartbeatDetails = FailureDetails(lastHeartbeatDetails)
    }

    init(_ core: FailureCore, _ info: API.Failure.TimeoutFailureInfo, _ converter: DataConverter) {
        self.core = core
        timeoutType = TimeoutType(info.timeoutType)
        lastHeartbeatDetails = FailureDetails(info.lastHeartbeatDetails, converter)
    }

    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo? {
        var info = API.Failure.TimeoutFailureInfo()
        info.timeoutType = timeoutType.api
        info.lastHeartbeatDetails = lastHeartbeatDetails.encoded(converter, &problems)
        return .timeoutFailureInfo(info)
    }
}

extension TimeoutType {
    package init(_ api: API.Enums.TimeoutType) {
        self =
            switch api {
            case .startToClose: .startToClose
            case .scheduleToStart: .scheduleToStart
            case .scheduleToClose: .scheduleToClose
            case .heartbeat: .heartbeat
            default: .unspecified
            }
    }

    package var api: API.Enums.TimeoutType {
        switch self {
        case .unspecified: .unspecified
        case .startToClose: .startToClose
        case .scheduleToStart: .scheduleToStart
        case .scheduleToClose: .scheduleToClose
        case .heartbeat: .heartbeat
        }
    }
}
