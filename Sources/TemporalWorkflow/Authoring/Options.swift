// The options of what a workflow asks for. The common ones are labelled parameters of the durable functions; all of them
// stand in these values, which can grow without breaking sources.

import TemporalCore

/// What happens to an activity when the task that waits for it is canceled.
public enum ActivityCancellationType: Sendable, Hashable {
    /// The cancellation is requested and the wait ends at once; the default.
    case tryCancel
    /// The cancellation is requested, and the wait ends when the activity has closed.
    case waitCancellationCompleted
    /// Nothing is requested and the wait ends at once.
    case abandon
}

/// What happens to a child workflow when the task that waits for it is canceled.
public enum ChildWorkflowCancellationType: Sendable, Hashable {
    /// Nothing is requested and the wait ends at once.
    case abandon
    /// The cancellation is requested and the wait ends at once.
    case tryCancel
    /// The wait ends when the request has reached the child.
    case waitCancellationRequested
    /// The wait ends when the child has closed; the default.
    case waitCancellationCompleted
}

/// What the server does with a child workflow when its parent closes.
public enum ParentClosePolicy: Sendable, Hashable {
    /// The child is terminated; the server's default.
    case terminate
    /// The child runs on.
    case abandon
    /// The child is asked to cancel.
    case requestCancel
}

/// How an activity is scheduled. One of the two close timeouts must be set.
public struct ActivityOptions: Sendable {
    /// The longest time from being scheduled to the end, all retries included.
    public var scheduleToClose: Duration?
    /// The longest time in the queue before a worker takes it.
    public var scheduleToStart: Duration?
    /// The longest time of one attempt.
    public var startToClose: Duration?
    /// The longest time between two heartbeats.
    public var heartbeat: Duration?
    /// How failures are retried; nil is the server's default, which retries without end.
    public var retryPolicy: RetryPolicy?
    /// The task queue; nil is the workflow's own.
    public var taskQueue: String?
    /// What canceling the waiting task does.
    public var cancellation: ActivityCancellationType
    /// A single line for people, shown by the UI and the CLI.
    public var summary: String?
    /// Which tasks of the queue go first; what is nil is the workflow's own.
    public var priority: Priority?
    /// The activity's id, which no other of the run that is under way may have; nil is a number, counted from 1.
    public var id: String?
    /// Whether a worker that has the activity, too, may be given it with the answer to the workflow task's completion; see
    /// `WorkerOptions.takesActivitiesEagerly`.
    public var allowsEagerExecution: Bool

    /// Options with the given values.
    public init(
        scheduleToClose: Duration? = nil, scheduleToStart: Duration? = nil, startToClose: Duration? = nil,
        heartbeat: Duration? = nil, retryPolicy: RetryPolicy? = nil, taskQueue: String? = nil,
        cancellation: ActivityCancellationType = .tryCancel, summary: String? = nil, priority: Priority? = nil,
        id: String? = nil, allowsEagerExecution: Bool = true
    ) {
        self.id = id
        self.allowsEagerExecution = allowsEagerExecution
        self.scheduleToClose = scheduleToClose
        self.scheduleToStart = scheduleToStart
        self.startToClose = startToClose
        self.heartbeat = heartbeat
        self.retryPolicy = retryPolicy
        self.taskQueue = taskQueue
        self.cancellation = cancellation
        self.summary = summary
        self.priority = priority
    }
}

/// How a local activity is run. One of the two close timeouts must be set.
public struct LocalActivityOptions: Sendable {
    /// The longest time from being scheduled to the end, all retries included.
    public var scheduleToClose: Duration?
    /// The longest time before the worker begins it.
    public var scheduleToStart: Duration?
    /// The longest time of one attempt.
    public var startToClose: Duration?
    /// How failures are retried; nil retries without end, first after 1 s.
    public var retryPolicy: RetryPolicy?
    /// Where the wait before a retry is longer, a timer in history waits, and not the worker; by default a minute.
    public var localRetryThreshold: Duration
    /// What canceling the waiting task does.
    public var cancellation: ActivityCancellationType
    /// A single line for people, shown by the UI and the CLI.
    public var summary: String?
    /// The activity's id, which stands in history: another one is another activity. Nil is a number that the workflow counts.
    public var id: String?

    /// Options with the given values.
    public init(
        scheduleToClose: Duration? = nil, scheduleToStart: Duration? = nil, startToClose: Duration? = nil,
        retryPolicy: RetryPolicy? = nil, localRetryThreshold: Duration = .seconds(60),
        cancellation: ActivityCancellationType = .tryCancel, summary: String? = nil, id: String? = nil
    ) {
        self.id = id
        self.scheduleToClose = scheduleToClose
        self.scheduleToStart = scheduleToStart
        self.startToClose = startToClose
        self.retryPolicy = retryPolicy
        self.localRetryThreshold = localRetryThreshold
        self.cancellation = cancellation
        self.summary = summary
    }
}

/// How a child workflow is started.
public struct ChildWorkflowOptions: Sendable {
    /// The child's workflow id; nil takes one from the workflow's randomness.
    public var id: String?
    /// The task queue; nil is the workflow's own.
    public var taskQueue: String?
    /// What canceling the waiting task does.
    public var cancellation: ChildWorkflowCancellationType
    /// What the server does with the child when the parent closes.
    public var parentClosePolicy: ParentClosePolicy
    /// Whether the id of a closed workflow may be taken.
    public var idReusePolicy: WorkflowIDReusePolicy
    /// The longest time of all runs, retries and continuations included; nil is no limit.
    public var executionTimeout: Duration?
    /// The longest time of one run; nil is no limit.
    public var runTimeout: Duration?
    /// The longest time of one workflow task; nil is the server's 10 s.
    public var taskTimeout: Duration?
    /// How a failed child is retried; nil is not at all.
    public var retryPolicy: RetryPolicy?
    /// A cron schedule to run the child on.
    public var cronSchedule: String?
    /// Values that are kept with the child and shown with it.
    public var memo: Memo
    /// Values that the child can be found by.
    public var searchAttributes: SearchAttributes
    /// Which tasks of a queue go first; what is nil is the parent's.
    public var priority: Priority?
    /// A single line for people, shown by the UI and the CLI.
    public var summary: String?
    /// What people may want to know of it, in Markdown; the UI shows it.
    public var details: String?

    /// Options with the given values.
    public init(
        id: String? = nil, taskQueue: String? = nil,
        cancellation: ChildWorkflowCancellationType = .waitCancellationCompleted,
        parentClosePolicy: ParentClosePolicy = .terminate, idReusePolicy: WorkflowIDReusePolicy = .allowDuplicate,
        executionTimeout: Duration? = nil, runTimeout: Duration? = nil, taskTimeout: Duration? = nil,
        retryPolicy: RetryPolicy? = nil, cronSchedule: String? = nil,
        memo: Memo = Memo(), searchAttributes: SearchAttributes = SearchAttributes(), summary: String? = nil,
        details: String? = nil, priority: Priority? = nil
    ) {
        self.priority = priority
        self.id = id
        self.taskQueue = taskQueue
        self.cancellation = cancellation
        self.parentClosePolicy = parentClosePolicy
        self.idReusePolicy = idReusePolicy
        self.executionTimeout = executionTimeout
        self.runTimeout = runTimeout
        self.taskTimeout = taskTimeout
        self.retryPolicy = retryPolicy
        self.cronSchedule = cronSchedule
        self.memo = memo
        self.searchAttributes = searchAttributes
        self.summary = summary
        self.details = details
    }
}

/// Which version of its worker's code the run has that continues a pinned one as new.
public enum ContinueAsNewVersioningBehavior: Sendable, Hashable {
    /// The current one, or the one that the server ramps up for it; from then on the new run's own behavior counts.
    case autoUpgrade
    /// The one that the server ramps up, whatever its share is.
    case useRampingVersion

    var message: API.Enums.ContinueAsNewVersioningBehavior {
        switch self {
        case .autoUpgrade: .autoUpgrade
        case .useRampingVersion: .useRampingVersion
        }
    }
}

/// How a run continues as new. Values left nil are those of the run that ends, but for the delay.
public struct ContinueAsNewOptions: Sendable {
    /// The task queue.
    public var taskQueue: String?
    /// The longest time of the new run.
    public var runTimeout: Duration?
    /// The longest time of one workflow task.
    public var taskTimeout: Duration?
    /// How the new run is retried.
    public var retryPolicy: RetryPolicy?
    /// The new run's memo.
    public var memo: Memo?
    /// The new run's search attributes.
    public var searchAttributes: SearchAttributes?
    /// The version of its worker's code that the new run has; nil is that of the run that ends, where that is pinned.
    public var versioningBehavior: ContinueAsNewVersioningBehavior?
    /// How long the new run waits before its first workflow task; nil is not at all.
    public var startDelay: Duration?

    /// Options with the given values.
    public init(
        taskQueue: String? = nil, runTimeout: Duration? = nil, taskTimeout: Duration? = nil,
        retryPolicy: RetryPolicy? = nil, memo: Memo? = nil,
        searchAttributes: SearchAttributes? = nil, versioningBehavior: ContinueAsNewVersioningBehavior? = nil,
        startDelay: Duration? = nil
    ) {
        self.versioningBehavior = versioningBehavior
        self.startDelay = startDelay
        self.taskQueue = taskQueue
        self.runTimeout = runTimeout
        self.taskTimeout = taskTimeout
        self.retryPolicy = retryPolicy
        self.memo = memo
        self.searchAttributes = searchAttributes
    }
}
