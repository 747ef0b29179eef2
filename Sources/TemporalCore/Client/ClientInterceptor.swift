// What stands around a client's calls: it sees and changes what is asked for, and adds headers, which travel with it to the
// workflow, where interceptors of the worker read them.

/// Stands around the calls of a ``TemporalClient``.
///
/// Each method is given what was asked for and `next`, which asks the server, or the next interceptor. Those left out call `next`.
/// Of several interceptors the first that the client was given is the outermost.
///
/// Headers are payloads by name that travel with a call. They are sent as they are: payload codecs are not applied to them.
public protocol ClientInterceptor: Sendable {
    /// A workflow is started.
    func startWorkflow(
        _ input: StartWorkflowInput, next: @Sendable (StartWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle
    /// A workflow is sent a signal, and started first where it does not run.
    func signalWithStart(
        _ input: SignalWithStartInput, next: @Sendable (SignalWithStartInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle
    /// A workflow is sent a signal.
    func signalWorkflow(
        _ input: SignalWorkflowInput, next: @Sendable (SignalWorkflowInput) async throws -> Void
    ) async throws
    /// A workflow is asked a question; the answer has one payload.
    func queryWorkflow(
        _ input: QueryWorkflowInput, next: @Sendable (QueryWorkflowInput) async throws -> [Payload]
    ) async throws -> [Payload]
    /// A workflow is asked for an update; whoever waits for its end does so with what this returns.
    func startUpdate(
        _ input: StartUpdateInput, next: @Sendable (StartUpdateInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle
    /// A workflow is asked for an update, and started first where it does not run.
    func startUpdateWithStart(
        _ input: UpdateWithStartInput, next: @Sendable (UpdateWithStartInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle
    /// A workflow is asked to cancel.
    func cancelWorkflow(
        _ input: CancelWorkflowInput, next: @Sendable (CancelWorkflowInput) async throws -> Void
    ) async throws
    /// A workflow is terminated.
    func terminateWorkflow(
        _ input: TerminateWorkflowInput, next: @Sendable (TerminateWorkflowInput) async throws -> Void
    ) async throws
    /// A workflow is described.
    func describeWorkflow(
        _ input: DescribeWorkflowInput, next: @Sendable (DescribeWorkflowInput) async throws -> WorkflowExecution
    ) async throws -> WorkflowExecution
    /// An activity is started that has no workflow.
    func startActivity(
        _ input: StartActivityInput, next: @Sendable (StartActivityInput) async throws -> StandaloneActivityHandle
    ) async throws -> StandaloneActivityHandle
    /// A schedule is created.
    func createSchedule(
        _ input: CreateScheduleInput, next: @Sendable (CreateScheduleInput) async throws -> ScheduleHandle
    ) async throws -> ScheduleHandle
    /// A page of workflows is fetched: a reading of a list asks for one after the other.
    func listWorkflows(
        _ input: ListWorkflowsInput, next: @Sendable (ListWorkflowsInput) async throws -> ServerPage<WorkflowExecution>
    ) async throws -> ServerPage<WorkflowExecution>
    /// Workflows are counted.
    func countWorkflows(
        _ input: CountWorkflowsInput, next: @Sendable (CountWorkflowsInput) async throws -> Int
    ) async throws -> Int
    /// The history of a workflow's run is fetched.
    func fetchHistory(
        _ input: FetchHistoryInput, next: @Sendable (FetchHistoryInput) async throws -> WorkflowHistory
    ) async throws -> WorkflowHistory
    /// A workflow goes on from an earlier point as a new run; returns that run.
    func resetWorkflow(
        _ input: ResetWorkflowInput, next: @Sendable (ResetWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle
    /// A workflow's run is removed from the server.
    func deleteWorkflow(
        _ input: DeleteWorkflowInput, next: @Sendable (DeleteWorkflowInput) async throws -> Void
    ) async throws
    /// A workflow that runs is given other options.
    func updateWorkflowOptions(
        _ input: UpdateWorkflowOptionsInput, next: @Sendable (UpdateWorkflowOptionsInput) async throws -> Void
    ) async throws
    /// A batch job is started.
    func startBatch(
        _ input: StartBatchInput, next: @Sendable (StartBatchInput) async throws -> BatchHandle
    ) async throws -> BatchHandle
    /// A batch job is described.
    func describeBatch(
        _ input: DescribeBatchInput, next: @Sendable (DescribeBatchInput) async throws -> BatchDescription
    ) async throws -> BatchDescription
    /// A batch job is stopped.
    func stopBatch(
        _ input: StopBatchInput, next: @Sendable (StopBatchInput) async throws -> Void
    ) async throws
    /// A schedule is described. What ``ScheduleHandle/update(_:)`` reads before it asks for a change is not seen here.
    func describeSchedule(
        _ input: DescribeScheduleInput, next: @Sendable (DescribeScheduleInput) async throws -> ScheduleDescription
    ) async throws -> ScheduleDescription
    /// A schedule is updated, paused, unpaused, triggered, backfilled or deleted.
    ///
    /// Of an update this is the second half: the client has read the schedule already, which no interceptor sees, and has run the
    /// closure that changes it. To refuse the update here keeps it from the server, and does not keep the closure from running.
    func changeSchedule(
        _ input: ChangeScheduleInput, next: @Sendable (ChangeScheduleInput) async throws -> Void
    ) async throws
    /// A page of schedules is fetched: a reading of a list asks for one after the other.
    func listSchedules(
        _ input: ListSchedulesInput, next: @Sendable (ListSchedulesInput) async throws -> ServerPage<ScheduleListing>
    ) async throws -> ServerPage<ScheduleListing>
    /// The times of a schedule are asked for.
    func listScheduleTimes(
        _ input: ListScheduleTimesInput, next: @Sendable (ListScheduleTimesInput) async throws -> [Timestamp]
    ) async throws -> [Timestamp]
    /// An activity without a workflow is described.
    func describeActivity(
        _ input: DescribeActivityInput, next: @Sendable (DescribeActivityInput) async throws -> ActivityExecution
    ) async throws -> ActivityExecution
    /// A page of activities without a workflow is fetched: a reading of a list asks for one after the other.
    func listActivities(
        _ input: ListActivitiesInput,
        next: @Sendable (ListActivitiesInput) async throws -> ServerPage<ActivityExecution>
    ) async throws -> ServerPage<ActivityExecution>
    /// Activities without a workflow are counted.
    func countActivities(
        _ input: CountActivitiesInput, next: @Sendable (CountActivitiesInput) async throws -> Int
    ) async throws -> Int
    /// An activity without a workflow is canceled, terminated or deleted.
    func endActivity(
        _ input: EndActivityInput, next: @Sendable (EndActivityInput) async throws -> Void
    ) async throws
    /// An activity, of a workflow or of none, is paused, unpaused or reset.
    func changeActivity(
        _ input: ChangeActivityInput, next: @Sendable (ChangeActivityInput) async throws -> Void
    ) async throws
    /// An activity, of a workflow or of none, is given other options, or its own back; returns those that it has then.
    func updateActivityOptions(
        _ input: UpdateActivityOptionsInput,
        next: @Sendable (UpdateActivityOptionsInput) async throws -> PendingActivityOptions
    ) async throws -> PendingActivityOptions
    /// An activity is completed by a client.
    func completeActivity(
        _ input: CompleteActivityInput, next: @Sendable (CompleteActivityInput) async throws -> Void
    ) async throws
    /// An activity's attempt is failed by a client.
    func failActivity(
        _ input: FailActivityInput, next: @Sendable (FailActivityInput) async throws -> Void
    ) async throws
    /// A client reports that an activity has stopped as it was asked to.
    func reportActivityCancellation(
        _ input: ReportActivityCancellationInput, next: @Sendable (ReportActivityCancellationInput) async throws -> Void
    ) async throws
    /// A client sends the heartbeat of an activity, and hears why that is to stop.
    func heartbeatActivity(
        _ input: HeartbeatActivityInput, next: @Sendable (HeartbeatActivityInput) async throws -> ActivityCancellation?
    ) async throws -> ActivityCancellation?
}

extension ClientInterceptor {
    /// Calls `next`.
    public func startWorkflow(
        _ input: StartWorkflowInput, next: @Sendable (StartWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle { try await next(input) }
    /// Calls `next`.
    public func signalWithStart(
        _ input: SignalWithStartInput, next: @Sendable (SignalWithStartInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle { try await next(input) }
    /// Calls `next`.
    public func signalWorkflow(
        _ input: SignalWorkflowInput, next: @Sendable (SignalWorkflowInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func queryWorkflow(
        _ input: QueryWorkflowInput, next: @Sendable (QueryWorkflowInput) async throws -> [Payload]
    ) async throws -> [Payload] { try await next(input) }
    /// Calls `next`.
    public func startUpdate(
        _ input: StartUpdateInput, next: @Sendable (StartUpdateInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle { try await next(input) }
    /// Calls `next`.
    public func startUpdateWithStart(
        _ input: UpdateWithStartInput, next: @Sendable (UpdateWithStartInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle { try await next(input) }
    /// Calls `next`.
    public func cancelWorkflow(
        _ input: CancelWorkflowInput, next: @Sendable (CancelWorkflowInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func terminateWorkflow(
        _ input: TerminateWorkflowInput, next: @Sendable (TerminateWorkflowInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func describeWorkflow(
        _ input: DescribeWorkflowInput, next: @Sendable (DescribeWorkflowInput) async throws -> WorkflowExecution
    ) async throws -> WorkflowExecution { try await next(input) }
    /// Calls `next`.
    public func startActivity(
        _ input: StartActivityInput, next: @Sendable (StartActivityInput) async throws -> StandaloneActivityHandle
    ) async throws -> StandaloneActivityHandle { try await next(input) }
    /// Calls `next`.
    public func createSchedule(
        _ input: CreateScheduleInput, next: @Sendable (CreateScheduleInput) async throws -> ScheduleHandle
    ) async throws -> ScheduleHandle { try await next(input) }
    /// Calls `next`.
    public func listWorkflows(
        _ input: ListWorkflowsInput, next: @Sendable (ListWorkflowsInput) async throws -> ServerPage<WorkflowExecution>
    ) async throws -> ServerPage<WorkflowExecution> { try await next(input) }
    /// Calls `next`.
    public func countWorkflows(
        _ input: CountWorkflowsInput, next: @Sendable (CountWorkflowsInput) async throws -> Int
    ) async throws -> Int { try await next(input) }
    /// Calls `next`.
    public func fetchHistory(
        _ input: FetchHistoryInput, next: @Sendable (FetchHistoryInput) async throws -> WorkflowHistory
    ) async throws -> WorkflowHistory { try await next(input) }
    /// Calls `next`.
    public func resetWorkflow(
        _ input: ResetWorkflowInput, next: @Sendable (ResetWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle { try await next(input) }
    /// Calls `next`.
    public func deleteWorkflow(
        _ input: DeleteWorkflowInput, next: @Sendable (DeleteWorkflowInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func updateWorkflowOptions(
        _ input: UpdateWorkflowOptionsInput, next: @Sendable (UpdateWorkflowOptionsInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func completeActivity(
        _ input: CompleteActivityInput, next: @Sendable (CompleteActivityInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func failActivity(
        _ input: FailActivityInput, next: @Sendable (FailActivityInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func reportActivityCancellation(
        _ input: ReportActivityCancellationInput, next: @Sendable (ReportActivityCancellationInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func heartbeatActivity(
        _ input: HeartbeatActivityInput, next: @Sendable (HeartbeatActivityInput) async throws -> ActivityCancellation?
    ) async throws -> ActivityCancellation? { try await next(input) }
}
