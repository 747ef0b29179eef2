// What a running workflow waits for, as its description shows it.

/// An activity of a running workflow that has not closed.
public struct PendingActivity: Sendable {
    /// How an activity stands that has not closed.
    public enum State: Sendable, Hashable {
        /// It waits for a worker, or for its next attempt.
        case scheduled
        /// A worker runs it.
        case started
        /// A worker runs it, and it was asked to stop.
        case cancelRequested
        /// It is held.
        case paused
        /// A worker runs it, and it is to be held.
        case pauseRequested
        /// Something that this version does not know.
        case unknown
    }

    /// The activity's id, by which ``WorkflowHandle/activity(id:)`` knows it.
    public let id: String
    /// The name of the activity's type.
    public let activityType: String
    /// How it stands.
    public let state: State
    /// Which attempt is under way or waited for, counting from 1.
    public let attempt: Int
    /// How many attempts there are at most; nil is no limit.
    public let maximumAttempts: Int?
    /// When it was scheduled, or is to be tried next.
    public let scheduledTime: Timestamp?
    /// When the last attempt was started; nil where none was.
    public let lastStartedTime: Timestamp?
    /// When the last heartbeat came; nil where none did.
    public let lastHeartbeatTime: Timestamp?
    /// When the next attempt begins; nil where one is under way.
    public let nextAttemptTime: Timestamp?
    /// When it times out for good; nil where it does not.
    public let expirationTime: Timestamp?
    /// Who ran the last attempt.
    public let lastWorkerIdentity: String
    /// Why the last attempt that failed did; nil where none has.
    public let lastFailure: (any TemporalFailure)?
    /// What the last heartbeat said; empty where it said nothing.
    public let heartbeatDetails: FailureDetails
    /// Its options as they are now; nil where the server does not tell.
    public let options: PendingActivityOptions?

    init(_ info: API.Workflow.PendingActivityInfo, converter: DataConverter) {
        id = info.activityID
        activityType = info.activityType?.name ?? ""
        state =
            switch info.state {
            case .scheduled: .scheduled
            case .started: .started
            case .cancelRequested: .cancelRequested
            case .paused: .paused
            case .pauseRequested: .pauseRequested
            default: .unknown
            }
        attempt = Int(info.attempt)
        maximumAttempts = info.maximumAttempts == 0 ? nil : Int(info.maximumAttempts)
        scheduledTime = info.scheduledTime
        lastStartedTime = info.lastStartedTime
        lastHeartbeatTime = info.lastHeartbeatTime
        nextAttemptTime = info.nextAttemptScheduleTime
        expirationTime = info.expirationTime
        lastWorkerIdentity = info.lastWorkerIdentity
        lastFailure = info.lastFailure.map { converter.error(from: $0) }
        heartbeatDetails = FailureDetails(info.heartbeatDetails, converter)
        options = info.activityOptions.map(PendingActivityOptions.init)
    }
}

/// A child of a running workflow that has not closed.
public struct PendingChild: Sendable {
    /// The child's id.
    public let id: String
    /// The child's run; empty where it has not started.
    public let runID: String
    /// The name of the child's type.
    public let workflowType: String
    /// The id of the event with which its parent asked for it.
    public let initiatedEventID: Int64

    init(_ info: API.Workflow.PendingChildExecutionInfo) {
        id = info.workflowID
        runID = info.runID
        workflowType = info.workflowTypeName
        initiatedEventID = info.initiatedID
    }
}
