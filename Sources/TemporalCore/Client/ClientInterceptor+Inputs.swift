// What a client's interceptors are given: each call's parts, which they may change.

/// The start of a workflow.
public struct StartWorkflowInput: Sendable {
    /// The name of the workflow's type.
    public var workflowType: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// The workflow's id.
    public var id: String
    /// The queue that its workers poll.
    public var taskQueue: String
    /// Everything else.
    public var options: StartWorkflowOptions
    /// What travels with the start, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// A signal to a workflow that is started first where it does not run.
public struct SignalWithStartInput: Sendable {
    /// The start; its headers go with the signal too.
    public var start: StartWorkflowInput
    /// The signal's name.
    public var signal: String
    /// The signal's arguments, before codecs.
    public var signalArguments: [Payload]
}

/// A signal to a workflow.
public struct SignalWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The signal's name.
    public var signal: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// What travels with the signal, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// A question to a workflow.
public struct QueryWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The query's name.
    public var query: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// Which workflows are not asked; nil asks them all.
    public var rejectCondition: QueryRejectCondition?
    /// What travels with the question, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// A request for an update of a workflow.
public struct StartUpdateInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The update's name.
    public var update: String
    /// The update's own id.
    public var updateID: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// How far it must have come before the call returns.
    public var stage: UpdateStage
    /// What travels with the request, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// An update of a workflow that is started first where it does not run.
public struct UpdateWithStartInput: Sendable {
    /// The start.
    public var start: StartWorkflowInput
    /// The update, of the same id.
    public var update: StartUpdateInput
}

/// A request that a workflow cancel.
public struct CancelWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// Why; empty where nobody says.
    public var reason = ""
}

/// The termination of a workflow.
public struct TerminateWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The reason that the server is told.
    public var reason: String
}

/// A request to describe a workflow.
public struct DescribeWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
}

/// The start of an activity that has no workflow.
public struct StartActivityInput: Sendable {
    /// The name of the activity's type.
    public var activityType: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// The activity's id.
    public var id: String
    /// The queue that its workers poll.
    public var taskQueue: String
    /// Everything else.
    public var options: StartActivityOptions
    /// What travels with the start, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// The creation of a schedule.
public struct CreateScheduleInput: Sendable {
    /// The schedule's id.
    public var id: String
    /// What it starts and when.
    public var schedule: Schedule
    /// Whether it also starts its workflow at once.
    public var triggersNow: Bool
    /// What is noted about the schedule.
    public var memo: Memo
    /// What the schedule can be found by.
    public var searchAttributes: SearchAttributes
    /// What travels with each start of the schedule's workflow, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// A request for a page of the workflows that match a query.
public struct ListWorkflowsInput: Sendable {
    /// The query, in the server's language for visibility.
    public var query: String
    /// How many workflows a page has.
    public var pageSize: Int
    /// Where the page begins; empty for the first.
    public var pageToken: Bytes
}

/// A request for the number of workflows that match a query.
public struct CountWorkflowsInput: Sendable {
    /// The query, in the server's language for visibility.
    public var query: String
}

/// A request for the history of a workflow's run.
public struct FetchHistoryInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
}

/// The way back of a workflow to an earlier point.
public struct ResetWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// Where it goes on.
    public var point: ResetPoint
    /// Why, for people.
    public var reason: String
    /// What came after that point and is not given to the new run again.
    public var exclusions: Set<ResetExclusion>
}

/// The removal of a workflow's run from the server.
public struct DeleteWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
}

/// Other options for a workflow that runs.
public struct UpdateWorkflowOptionsInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// What its versioning is from now on, whatever its workers say; nil leaves it to them.
    public var versioningOverride: VersioningOverride?
}

/// The completion of an activity by a client.
public struct CompleteActivityInput: Sendable {
    /// Which activity.
    public var activity: AsyncActivityHandle.Name
    /// Its result, before codecs.
    public var result: Payload
}

/// The failure of an activity's attempt, by a client.
public struct FailActivityInput: Sendable {
    /// Which activity.
    public var activity: AsyncActivityHandle.Name
    /// What went wrong.
    public var error: any Error
    /// What the next attempt finds as the last heartbeat, before codecs.
    public var lastHeartbeat: [Payload]
}

/// A client's report that an activity has stopped because its cancellation was requested.
public struct ReportActivityCancellationInput: Sendable {
    /// Which activity.
    public var activity: AsyncActivityHandle.Name
    /// What it left behind, before codecs.
    public var details: [Payload]
}

/// A heartbeat that a client sends for an activity.
public struct HeartbeatActivityInput: Sendable {
    /// Which activity.
    public var activity: AsyncActivityHandle.Name
    /// What is kept for the next attempt, before codecs.
    public var details: [Payload]
}
