// What operators do with an activity that has not closed: pause it, reset it, give it other options.

/// An activity that has not closed, of a workflow or of none.
///
/// An activity whose code runs learns of a pause or a reset with its next heartbeat.
public struct ActivityHandle: Sendable {
    /// The client that knows the activity.
    public let client: TemporalClient
    /// The activity's id. Those of activities that workflows of this library schedule are numbers, counted from 1.
    public let id: String
    /// The id of its workflow; nil where it has none.
    public let workflowID: String?
    /// The workflow's run, or where there is no workflow the activity's own; nil is the current one.
    public let runID: String?

    /// The activity, to be completed from here.
    public var asyncActivity: AsyncActivityHandle {
        client.asyncActivity(id: id, workflowID: workflowID, runID: runID)
    }

    /// Keeps the activity from being tried again. An attempt that runs is told, and what it throws then does not count.
    ///
    /// - Parameter reason: why, for people.
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed.
    public func pause(reason: String = "") async throws {
        try await make(.pause(reason: reason))
    }

    /// Lets a paused activity go on.
    ///
    /// - Parameters:
    ///   - reason: why, for people.
    ///   - jitter: the next attempt begins at a random time within it.
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed.
    public func unpause(reason: String = "", jitter: Duration? = nil) async throws {
        try await make(.unpause(reason: reason, jitter: jitter))
    }

    /// Begins the activity anew: attempts are counted from the first again. One that runs is told.
    ///
    /// - Parameters:
    ///   - keepsPaused: whether a paused activity stays so.
    ///   - resetsHeartbeat: whether the details of the last heartbeat are forgotten.
    ///   - restoresOptions: whether it has again the options that it was scheduled with.
    ///   - jitter: the next attempt begins at a random time within it.
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed.
    public func reset(
        keepsPaused: Bool = false, resetsHeartbeat: Bool = false, restoresOptions: Bool = false,
        jitter: Duration? = nil
    ) async throws {
        try await make(
            .reset(
                keepsPaused: keepsPaused, resetsHeartbeat: resetsHeartbeat, restoresOptions: restoresOptions,
                jitter: jitter))
    }

    private func make(_ change: ChangeActivityInput.Change) async throws {
        guard !client.interceptors.isEmpty else { return try await send(change) }
        let input = ChangeActivityInput(id: id, workflowID: workflowID, runID: runID, change: change)
        try await intercept(client.interceptors[...], input, { try await $0.changeActivity($1, next: $2) }) {
            let named = ActivityHandle(client: self.client, id: $0.id, workflowID: $0.workflowID, runID: $0.runID)
            try await named.send($0.change)
        }
    }

    private func send(_ change: ChangeActivityInput.Change) async throws {
        switch change {
        case .pause(let reason):
            var request: API.WorkflowService.PauseActivityExecutionRequest = request()
            request.reason = reason
            _ = try await client.service.call(RPCs.pauseActivityExecution, request)
        case .unpause(let reason, let jitter):
            var request: API.WorkflowService.UnpauseActivityExecutionRequest = request()
            request.reason = reason
            request.jitter = jitter
            _ = try await client.service.call(RPCs.unpauseActivityExecution, request)
        case .reset(let keepsPaused, let resetsHeartbeat, let restoresOptions, let jitter):
            var request: API.WorkflowService.ResetActivityExecutionRequest = request()
            request.keepPaused = keepsPaused
            request.resetHeartbeat = resetsHeartbeat
            request.restoreOriginalOptions = restoresOptions
            request.jitter = jitter
            _ = try await client.service.call(RPCs.resetActivityExecution, request)
        }
    }

    /// Gives the activity other options, which count from its next attempt on.
    ///
    /// - Parameter changes: what is nil in them stays as it is.
    /// - Returns: the options that the activity has then.
    /// - Throws: ``ActivityOptionsError`` where `changes` ask for nothing; ``RPCError``, with the code `notFound` where the activity has closed.
    @discardableResult
    public func updateOptions(_ changes: PendingActivityOptions) async throws -> PendingActivityOptions {
        try await update(changes)
    }

    /// Gives the activity back the options that it was scheduled with, and returns them.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed.
    @discardableResult
    public func restoreOptions() async throws -> PendingActivityOptions {
        try await update(nil)
    }

    private func update(_ options: PendingActivityOptions?) async throws -> PendingActivityOptions {
        guard !client.interceptors.isEmpty else { return try await send(options) }
        let input = UpdateActivityOptionsInput(id: id, workflowID: workflowID, runID: runID, options: options)
        return try await intercept(
            client.interceptors[...], input, { try await $0.updateActivityOptions($1, next: $2) }
        ) {
            let named = ActivityHandle(client: self.client, id: $0.id, workflowID: $0.workflowID, runID: $0.runID)
            return try await named.send($0.options)
        }
    }

    private func send(_ options: PendingActivityOptions?) async throws -> PendingActivityOptions {
        var request: API.WorkflowService.UpdateActivityExecutionOptionsRequest = request()
        if let options {
            try options.check()
            request.activityOptions = options.message
            request.updateMask = .with { $0.paths = options.paths }
        } else {
            request.restoreOriginal = true
        }
        let answer = try await client.service.call(RPCs.updateActivityExecutionOptions, request)
        return PendingActivityOptions(answer.activityOptions ?? .init())
    }

    /// A request that names the activity.
    private func request<Request: ActivityRequest>() -> Request {
        .with {
            $0.namespace = client.namespace
            ($0.workflowID, $0.activityID, $0.runID) = (workflowID ?? "", id, runID ?? "")
            $0.identity = client.identity
            $0.requestID = TemporalClient.uuid()
        }
    }
}

/// What every request of an operator about an activity says.
private protocol ActivityRequest: Message {
    var namespace: String { get set }
    var workflowID: String { get set }
    var activityID: String { get set }
    var runID: String { get set }
    var identity: String { get set }
    var requestID: String { get set }
}

extension API.WorkflowService.PauseActivityExecutionRequest: ActivityRequest {}
extension API.WorkflowService.UnpauseActivityExecutionRequest: ActivityRequest {}
extension API.WorkflowService.ResetActivityExecutionRequest: ActivityRequest {}
extension API.WorkflowService.UpdateActivityExecutionOptionsRequest: ActivityRequest {}

extension WorkflowHandle {
    /// The activity `id` of this workflow.
    public func activity(id activityID: String) -> ActivityHandle {
        ActivityHandle(client: client, id: activityID, workflowID: id, runID: runID)
    }
}
