// How much a worker does at once and what it keeps. The defaults suit a service that shares its machine.

import TemporalCore
import TemporalWorkflow

/// The limits of a worker, and what it is made of.
public struct WorkerOptions: Sendable {
    /// Who gives slots for what runs at once, where the four numbers below do not fit: by the load of the machine, or by a rule of
    /// your own. The default is the numbers.
    public var tuner = WorkerTuner()
    /// How many workflow tasks are executed at once. At least 2, one of them for runs that are not in the cache.
    public var maxConcurrentWorkflowTasks = 100
    /// How many activities run at once.
    public var maxConcurrentActivities = 100
    /// How many threads there may be for activities that block, `BlockingActivity`. They are started as they are needed.
    public var maxBlockingThreads = 100
    /// How many activities this worker starts a second, evenly spread; nil is no limit. With one it asks for no eager activities, and
    /// no more polls for activities are open than may start one in a quarter of a second, at least one. Those that wait are in the
    /// queue meanwhile. Activities in sessions count too, sessions themselves do not.
    public var maxActivitiesPerSecond: Double?
    /// How many activities of the task queue the server hands out a second, to all its workers together; nil leaves the queue as it
    /// is. Where workers say different things, the last one counts. Activities in sessions come through other queues.
    public var maxTaskQueueActivitiesPerSecond: Double?
    /// How many sessions of workflows this worker holds at once, besides its other work, `Workflow.withSession`; 0 holds none. Their
    /// activities have as many slots of their own as there are for activities; ``maxConcurrentActivities`` where a supplier of yours gives
    /// those.
    public var maxConcurrentSessions = 0
    /// How many local activities run at once.
    public var maxConcurrentLocalActivities = 100
    /// How many requests to Nexus operations are handled at once. A handler that goes on although nobody waits for it any longer gives
    /// its slot up, as long as no more than so many do.
    public var maxConcurrentNexusTasks = 100
    /// How many polls for workflow tasks are open at once. A fixed number is at least 2, four fifths of it for runs in the cache;
    /// what scales does so for each of the two. There is at most one poll a slot. The default, nil, is 5, or scales
    /// where the server wants the namespace's workers to.
    public var workflowTaskPollers: PollerBehavior?
    /// How many polls for activities are open at once, at most one a slot. With 0 the worker's activities run as local ones only,
    /// and others are left to other workers. The default, nil, is 5, or scales where the server wants the namespace's workers to.
    public var activityTaskPollers: PollerBehavior?
    /// How many polls for Nexus tasks are open at once, at most one a slot. The default, nil, is 5, or scales where the
    /// server wants the namespace's workers to.
    public var nexusTaskPollers: PollerBehavior?
    /// Whether activities of this worker's own workflows may come with the answer to the workflow task that asks for them, instead of
    /// by a poll.
    public var takesActivitiesEagerly = true
    /// How many runs are kept in memory between their tasks; 0 keeps none and replays each from its start.
    public var maxCachedWorkflows = 1_000
    /// How many bytes of memory the cached runs may hold in all, by an estimate: the size of each one's history, and 8 KiB.
    public var maxCachedBytes: Int64 = 256 << 20
    /// How long a cached run may be idle before it leaves memory.
    public var maxCachedWorkflowAge: Duration = .seconds(3_600)
    /// How long a cached run is idle before the server is asked whether it has closed. Shorter in tests.
    var closedRunsInterval: Duration = .seconds(60)
    /// The errors that fail a run where other errors than Temporal failures fail its workflow task, for every workflow of the worker;
    /// `Workflow.failureErrors` names those of one. `NondeterminismError.self` may be one of them: then a run that does not fit the
    /// code fails, and mended code cannot go on with it. `[(any Error).self]` is all of them. The default is none.
    public var workflowFailureErrors: [any Error.Type] = []
    /// How long workflow code may run without waiting before its task fails as a deadlock.
    public var deadlockTimeout: Duration = .seconds(2)
    /// How long a stopping worker waits for what runs before it reports it as retryable.
    public var shutdownTimeout: Duration = .seconds(30)
    /// The longest time between two heartbeats that an activity sends, however often it asks.
    public var maxHeartbeatThrottleInterval: Duration = .seconds(60)
    /// How often the server is told how the worker does, for `temporal worker list`; nil never. A server that does not know
    /// of it is not told.
    public var workerHeartbeatInterval: Duration? = .seconds(60)

    /// Whether every query and every update's validator is checked to leave the workflow's state alone: one that does not is failed,
    /// and the failure says what it changed. It costs a walk over the state, before and after; for tests.
    public var checksReadOnlyHandlers = false

    /// The deployment that the worker belongs to, and its version; nil is none.
    public var deployment: WorkerDeploymentOptions?

    /// What stands around the calls into workflows and out of them, the outermost first.
    public var workflowInterceptors: [any WorkflowInterceptor] = []
    /// What stands around activities, the outermost first.
    public var activityInterceptors: [any ActivityInterceptor] = []
    /// What stands around the handlers of Nexus operations, the outermost first.
    public var nexusInterceptors: [any NexusInterceptor] = []

    /// The folder of a small file that names the runs whose code is being executed, so that a run whose code traps twice is
    /// not executed a third time; nil keeps none. It must outlive the process: in a container that is thrown away with it,
    /// mount one. By default it is what `TMPDIR` names, or `/tmp`.
    public var crashRecordFolder: String? = Host.temporaryFolder

    /// The defaults.
    public init() {}
}

extension WorkerOptions {
    /// Whether activities that come through the task queue are left to other workers.
    var leavesActivities: Bool { activityTaskPollers == .fixed(0) }
}
