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
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed.
    public func pause(reason: String = "") async throws {
        let request = API.WorkflowService.PauseActivityExecutionRequest.with {
            $0.namespace = client.namespace
            ($0.workflowID, $0.activityID, $0.runID) = (workflowID ?? "", id, runID ?? "")
            $0.identity = client.identity
            $0.reason = reason
            $0.requestID = TemporalClient.uuid()
        }
        _ = try await client.service.call(RPCs.pauseActivityExecution, request)
    }

    /// Lets a paused activity go on.
    ///
    /// - Parameters:
    ///   - reason: why, for people.
    ///   - jitter: the next attempt begins at a random time within it.
    public func unpause(reason: String = "", jitter: Duration? = nil) async throws {
        let request = API.WorkflowService.UnpauseActivityExecutionRequest.with {
            $0.namespace = client.namespace
            ($0.workflowID, $0.activityID, $0.runID) = (workflowID ?? "", id, runID ?? "")
            $0.identity = client.identity
            $0.reason = reason
            $0.jitter = jitter
            $0.requestID = TemporalClient.uuid()
        }
        _ = try await client.service.call(RPCs.unpauseActivityExecution, request)
    }

    /// Begins the activity anew: attempts are counted from the first again. One that runs is told.
    ///
    /// - Parameters:
    ///   - keepsPaused: whether a paused activity stays so.
    ///   - resetsHeartbeat: whether the details of the last heartbeat are forgotten.
    ///   - restoresOptions: whether it has again the options that it was scheduled with.
    ///   - jitter: the next attempt begins at a random time within it.
    public func reset(
        keepsPaused: Bool = false, resetsHeartbeat: Bool = false, restoresOptions: Bool = false,
        jitter: Duration? = nil
    ) async throws {
        let request = API.WorkflowService.ResetActivityExecutionRequest.with {
            $0.namespace = client.namespace
            ($0.workflowID, $0.activityID, $0.runID) = (workflowID ?? "", id, runID ?? "")
            $0.identity = client.identity
            $0.keepPaused = keepsPaused
            $0.resetHeartbeat = resetsHeartbeat
            $0.restoreOriginalOptions = restoresOptions
            $0.jitter = jitter
            $0.requestID = TemporalClient.uuid()
        }
        _ = try await client.service.call(RPCs.resetActivityExecution, request)
    }

    /// Gives the activity other options, which count from its next attempt on.
    ///
    /// - Parameter changes: what is nil in them stays as it is.
    /// - Returns: the options that the activity has then.
    @discardableResult
    public func updateOptions(_ changes: PendingActivityOptions) async throws -> PendingActivityOptions {
        try await updateOptions {
            $0.activityOptions = changes.message
            $0.updateMask = .with { $0.paths = changes.paths }
        }
    }

    /// Gives the activity back the options that it was scheduled with, and returns them.
    @discardableResult
    public func restoreOptions() async throws -> PendingActivityOptions {
        try await updateOptions { $0.restoreOriginal = true }
    }

    private func updateOptions(
        _ fill: (inout API.WorkflowService.UpdateActivityExecutionOptionsRequest) -> Void
    ) async throws -> PendingActivityOptions {
        var request = API.WorkflowService.UpdateActivityExecutionOptionsRequest.with {
            $0.namespace = client.namespace
            ($0.workflowID, $0.activityID, $0.runID) = (workflowID ?? "", id, runID ?? "")
            $0.identity = client.identity
            $0.requestID = TemporalClient.uuid()
        }
        fill(&request)
        let answer = try await client.service.call(RPCs.updateActivityExecutionOptions, request)
        return PendingActivityOptions(answer.activityOptions ?? .init())
    }
}

/// The options of an activity that has not closed, as the server keeps them; nil is the server's default, and in changes what is
/// left as it is.
public struct PendingActivityOptions: Sendable, Hashable {
    /// The task queue.
    public var taskQueue: String?
    /// The longest time from being scheduled to the end, all retries included.
    public var scheduleToClose: Duration?
    /// The longest time in the queue before a worker takes it.
    public var scheduleToStart: Duration?
    /// The longest time of one attempt.
    public var startToClose: Duration?
    /// The longest time between two heartbeats.
    public var heartbeat: Duration?
    /// How failures are retried.
    public var retryPolicy: RetryPolicy?
    /// Which tasks of the queue go first.
    public var priority: Priority?

    /// Options with the given values.
    public init(
        taskQueue: String? = nil, scheduleToClose: Duration? = nil, scheduleToStart: Duration? = nil,
        startToClose: Duration? = nil, heartbeat: Duration? = nil, retryPolicy: RetryPolicy? = nil,
        priority: Priority? = nil
    ) {
        self.taskQueue = taskQueue
        self.scheduleToClose = scheduleToClose
        self.scheduleToStart = scheduleToStart
        self.startToClose = startToClose
        self.heartbeat = heartbeat
        self.retryPolicy = retryPolicy
        self.priority = priority
    }

    init(_ message: API.Activity.ActivityOptions) {
        taskQueue = message.taskQueue?.name
        scheduleToClose = message.scheduleToCloseTimeout.flatMap { $0 > .zero ? $0 : nil }
        scheduleToStart = message.scheduleToStartTimeout.flatMap { $0 > .zero ? $0 : nil }
        startToClose = message.startToCloseTimeout.flatMap { $0 > .zero ? $0 : nil }
        heartbeat = message.heartbeatTimeout.flatMap { $0 > .zero ? $0 : nil }
        retryPolicy = message.retryPolicy.map(RetryPolicy.init)
        priority = message.priority.map(Priority.init)
    }

    var message: API.Activity.ActivityOptions {
        .with {
            $0.taskQueue = taskQueue.map { name in .with { $0.name = name } }
            $0.scheduleToCloseTimeout = scheduleToClose
            $0.scheduleToStartTimeout = scheduleToStart
            $0.startToCloseTimeout = startToClose
            $0.heartbeatTimeout = heartbeat
            $0.retryPolicy = retryPolicy.map(API.Common.RetryPolicy.init)
            $0.priority = priority.map(API.Common.Priority.init)
        }
    }

    /// The fields that are changed, as the server names them. Of a retry policy only what it says is.
    var paths: [String] {
        let fields: [(String, Bool)] = [
            ("task_queue.name", taskQueue != nil), ("schedule_to_close_timeout", scheduleToClose != nil),
            ("schedule_to_start_timeout", scheduleToStart != nil), ("start_to_close_timeout", startToClose != nil),
            ("heartbeat_timeout", heartbeat != nil),
            ("retry_policy.initial_interval", retryPolicy?.initialInterval != nil),
            ("retry_policy.backoff_coefficient", retryPolicy?.backoffCoefficient != nil),
            ("retry_policy.maximum_interval", retryPolicy?.maximumInterval != nil),
            ("retry_policy.maximum_attempts", retryPolicy?.maximumAttempts != nil),
            ("priority.priority_key", priority?.key != nil), ("priority.fairness_key", priority?.fairnessKey != nil),
            ("priority.fairness_weight", priority?.fairnessWeight != nil),
        ]
        return fields.filter(\.1).map(\.0)
    }
}

extension WorkflowHandle {
    /// The activity `id` of this workflow.
    public func activity(id activityID: String) -> ActivityHandle {
        ActivityHandle(client: client, id: activityID, workflowID: id, runID: runID)
    }
}
