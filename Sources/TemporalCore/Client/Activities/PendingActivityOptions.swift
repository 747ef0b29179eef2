// The options of an activity that has not closed, and what of them can be changed.

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
    /// How failures are retried. In changes, what a policy leaves nil stays as it is; but one with ``RetryPolicy/nonRetryableErrorTypes``
    /// replaces the whole policy, for the server cannot change these alone, and what it leaves nil is then the server's default.
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

    /// Declines changes that ask for nothing, which the server would answer as if they did.
    func check() throws(ActivityOptionsError) {
        if paths.isEmpty { throw ActivityOptionsError() }
    }

    /// The fields that are changed, as the server names them.
    var paths: [String] {
        let replacesPolicy = retryPolicy?.nonRetryableErrorTypes.isEmpty == false
        let policy = replacesPolicy ? nil : retryPolicy
        let fields: [(String, Bool)] = [
            ("task_queue.name", taskQueue != nil), ("schedule_to_close_timeout", scheduleToClose != nil),
            ("schedule_to_start_timeout", scheduleToStart != nil), ("start_to_close_timeout", startToClose != nil),
            ("heartbeat_timeout", heartbeat != nil),
            ("retry_policy", replacesPolicy),
            ("retry_policy.initial_interval", policy?.initialInterval != nil),
            ("retry_policy.backoff_coefficient", policy?.backoffCoefficient != nil),
            ("retry_policy.maximum_interval", policy?.maximumInterval != nil),
            ("retry_policy.maximum_attempts", policy?.maximumAttempts != nil),
            ("priority.priority_key", priority?.key != nil), ("priority.fairness_key", priority?.fairnessKey != nil),
            ("priority.fairness_weight", priority?.fairnessWeight != nil),
        ]
        return fields.filter(\.1).map(\.0)
    }
}

/// Changes of an activity's options that ask for nothing.
public struct ActivityOptionsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        "the options name nothing to change: set at least one; restoreOptions() gives back those that the activity began with"
    }
}
