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
