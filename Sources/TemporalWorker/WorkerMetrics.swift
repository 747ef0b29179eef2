// The metrics of a worker, under the names of Temporal's other SDKs (docs.temporal.io/references/sdk-metrics). All are made with
// the worker, one for each type that it runs, so their number is bounded and a task only adds to them.

import CoreMetrics
import TemporalCore
import TemporalWorkflow

/// What a worker counts and times for whoever collects metrics; nothing where nobody does.
struct WorkerMetrics: Sendable {
    var workflowPolls: PollMetrics?
    var stickyPolls: PollMetrics?
    var activityPolls: PollMetrics?
    var nexusPolls: PollMetrics?
    var nexusSlots: SlotMetrics?
    var workflowSlots: SlotMetrics?
    var activitySlots: SlotMetrics?
    var localActivitySlots: SlotMetrics?
    var cache: CacheMetrics?
    var workflowTasks: [String: WorkflowTaskMetrics] = [:]
    var activityTasks: [String: ActivityTaskMetrics] = [:]
    var localActivities: [String: LocalActivityMetrics] = [:]
    /// By service and operation, joined by a slash.
    var nexusTasks: [String: NexusTaskMetrics] = [:]

    /// The metrics of a worker that polls `taskQueue` and runs what `registry` knows.
    init(
        _ factory: any MetricsFactory, namespace: String, taskQueue: String, registry: Registry, options: WorkerOptions
    ) {
        if factory is NOOPMetricsHandler { return }
        let maker = MetricsMaker(factory, [("namespace", namespace), ("task_queue", taskQueue)])
        if !registry.workflows.isEmpty {
            workflowPolls = PollMetrics(maker, "workflow_task", "workflow_task_queue_poll")
            stickyPolls = PollMetrics(maker, "sticky_workflow_task", "workflow_task_queue_poll")
            workflowSlots = SlotMetrics(maker, "WorkflowWorker", limit: options.slotLimit(.workflowTask))
            cache = CacheMetrics(maker)
        }
        if !registry.activities.isEmpty {
            activityPolls = PollMetrics(maker, "activity_task", "activity_poll")
            activitySlots = SlotMetrics(maker, "ActivityWorker", limit: options.slotLimit(.activity))
        }
        if !registry.nexusHandlers.isEmpty {
            nexusPolls = PollMetrics(maker, "nexus_task", "nexus_poll")
            nexusSlots = SlotMetrics(maker, "NexusWorker", limit: options.slotLimit(.nexusTask))
        }
        for (name, handler) in registry.nexusHandlers {
            nexusTasks[name] = NexusTaskMetrics(
                maker.with("nexus_service", handler.service).with("nexus_operation", handler.operation))
        }
        if !registry.workflows.isEmpty, !registry.activities.isEmpty {
            localActivitySlots = SlotMetrics(maker, "LocalActivityWorker", limit: options.slotLimit(.localActivity))
        }
        for type in registry.workflows.keys {
            workflowTasks[type] = WorkflowTaskMetrics(maker.with("workflow_type", Self.label(type)))
        }
        for type in registry.activities.keys {
            activityTasks[type] = ActivityTaskMetrics(maker.with("activity_type", Self.label(type)))
            if !registry.workflows.isEmpty {
                localActivities[type] = LocalActivityMetrics(maker.with("activity_type", Self.label(type)))
            }
        }
    }

    // Whatever a dynamic type is called, it is one series: names from outside would be any number of them.
    private static func label(_ type: String) -> String { type == WorkflowType.dynamicName ? "dynamic" : type }

    func workflowTask(_ type: String) -> WorkflowTaskMetrics? {
        workflowTasks[type] ?? workflowTasks[WorkflowType.dynamicName]
    }

    func activityTask(_ type: String) -> ActivityTaskMetrics? {
        activityTasks[type] ?? activityTasks[WorkflowType.dynamicName]
    }

    func localActivity(_ type: String) -> LocalActivityMetrics? {
        localActivities[type] ?? localActivities[WorkflowType.dynamicName]
    }
}

/// Makes metrics that share dimensions.
struct MetricsMaker {
    private let factory: any MetricsFactory
    private let dimensions: [(String, String)]

    init(_ factory: any MetricsFactory, _ dimensions: [(String, String)]) {
        self.factory = factory
        self.dimensions = dimensions
    }

    func with(_ name: String, _ value: String) -> MetricsMaker {
        MetricsMaker(factory, dimensions + [(name, value)])
    }

    func counter(_ name: String) -> Counter {
        Counter(label: "temporal_\(name)", dimensions: dimensions, factory: factory)
    }

    func meter(_ name: String) -> Meter {
        Meter(label: "temporal_\(name)", dimensions: dimensions, factory: factory)
    }

    func timer(_ name: String) -> CoreMetrics.Timer {
        CoreMetrics.Timer(label: "temporal_\(name)", dimensions: dimensions, factory: factory)
    }
}

/// The polls of one kind.
struct PollMetrics: Sendable {
    let open: Meter
    private let succeeded: Counter
    private let empty: Counter

    init(_ maker: MetricsMaker, _ kind: String, _ name: String) {
        let maker = maker.with("poller_type", kind)
        open = maker.meter("num_pollers")
        succeeded = maker.counter("\(name)_succeed")
        empty = maker.counter("\(name)_empty")
    }

    func answered(_ hasTask: Bool) {
        (hasTask ? succeeded : empty).increment()
    }
}

/// The slots of one kind: those in which something runs, and the others where there is a limit.
struct SlotMetrics: Sendable {
    private let used: Meter
    private let available: Meter?

    init(_ maker: MetricsMaker, _ kind: String, limit: Int?) {
        let maker = maker.with("worker_type", kind)
        used = maker.meter("worker_task_slots_used")
        available = limit.map { _ in maker.meter("worker_task_slots_available") }
        used.set(0)
        if let limit { available?.set(limit) }
    }

    func begin() {
        used.increment()
        available?.decrement()
    }

    func end() {
        used.decrement()
        available?.increment()
    }
}

/// The sticky cache.
struct CacheMetrics: Sendable {
    let hits: Counter
    let misses: Counter
    let evictions: Counter
    let size: Meter

    init(_ maker: MetricsMaker) {
        hits = maker.counter("sticky_cache_hit")
        misses = maker.counter("sticky_cache_miss")
        evictions = maker.counter("sticky_cache_total_forced_eviction")
        size = maker.meter("sticky_cache_size")
        size.set(0)
    }
}

/// The tasks of one type of workflow, and how its runs end.
struct WorkflowTaskMetrics: Sendable {
    let failures: Counter
    /// Tasks whose completion the server has taken, and answered queries.
    private let completions: Counter
    private let scheduleToStart: CoreMetrics.Timer
    private let execution: CoreMetrics.Timer
    private let completed: Counter
    private let failed: Counter
    private let canceled: Counter
    private let continuedAsNew: Counter
    private let endToEnd: CoreMetrics.Timer

    init(_ maker: MetricsMaker) {
        failures = maker.counter("workflow_task_execution_failed")
        completions = maker.counter("workflow_task_execution_completed")
        scheduleToStart = maker.timer("workflow_task_schedule_to_start_latency")
        execution = maker.timer("workflow_task_execution_latency")
        completed = maker.counter("workflow_completed")
        failed = maker.counter("workflow_failed")
        canceled = maker.counter("workflow_canceled")
        continuedAsNew = maker.counter("workflow_continue_as_new")
        endToEnd = maker.timer("workflow_endtoend_latency")
    }

    func took(_ task: API.WorkflowService.PollWorkflowTaskQueueResponse) {
        scheduleToStart.record(from: task.scheduledTime, to: task.startedTime)
    }

    func executed(since start: ContinuousClock.Instant) {
        execution.record(since: start)
    }

    /// Counts an answered query.
    func answeredQuery() { completions.increment() }

    /// Counts a task that ended with this completion of a run that began at `start`, and the run's end, if it is one.
    func completed(_ completion: WorkflowTaskCompletion, ofRunSince start: Timestamp) {
        completions.increment()
        if completion.isClosing { endToEnd.record(from: start, to: .now) }
        switch completion.commands.last?.attributes {
        case .completeWorkflowExecution: completed.increment()
        case .failWorkflowExecution: failed.increment()
        case .cancelWorkflowExecution: canceled.increment()
        case .continueAsNewWorkflowExecution: continuedAsNew.increment()
        default: break
        }
    }
}

/// The tasks of one type of activity.
struct ActivityTaskMetrics: Sendable {
    let failures: Counter
    let cancellations: Counter
    private let scheduleToStart: CoreMetrics.Timer
    private let execution: CoreMetrics.Timer
    private let endToEnd: CoreMetrics.Timer

    init(_ maker: MetricsMaker) {
        failures = maker.counter("activity_execution_failed")
        cancellations = maker.counter("activity_execution_cancelled")
        scheduleToStart = maker.timer("activity_schedule_to_start_latency")
        execution = maker.timer("activity_execution_latency")
        endToEnd = maker.timer("activity_succeed_endtoend_latency")
    }

    func took(_ task: API.WorkflowService.PollActivityTaskQueueResponse) {
        scheduleToStart.record(from: task.currentAttemptScheduledTime, to: task.startedTime)
    }

    func executed(since start: ContinuousClock.Instant) {
        execution.record(since: start)
    }

    func succeeded(_ task: API.WorkflowService.PollActivityTaskQueueResponse) {
        endToEnd.record(from: task.scheduledTime, to: .now)
    }
}

/// The local activities of one type.
struct LocalActivityMetrics: Sendable {
    let failures: Counter
    let cancellations: Counter
    private let total: Counter
    private let execution: CoreMetrics.Timer
    private let endToEnd: CoreMetrics.Timer

    init(_ maker: MetricsMaker) {
        failures = maker.counter("local_activity_execution_failed")
        cancellations = maker.counter("local_activity_execution_cancelled")
        total = maker.counter("local_activity_total")
        execution = maker.timer("local_activity_execution_latency")
        endToEnd = maker.timer("local_activity_succeed_endtoend_latency")
    }

    /// An attempt has ended.
    func executed(since start: ContinuousClock.Instant) {
        total.increment()
        execution.record(since: start)
    }

    func succeeded(since start: ContinuousClock.Instant) {
        endToEnd.record(since: start)
    }
}

extension CoreMetrics.Timer {
    /// Records the time since `start`.
    func record(since start: ContinuousClock.Instant) {
        record(ContinuousClock.now - start)
    }

    /// Records how much later `end` is; two clocks may differ, and what would be negative is nothing.
    func record(from start: Timestamp?, to end: Timestamp?) {
        guard let start, let end else { return }
        record(max(.zero, start.duration(to: end)))
    }

    private func record(_ duration: Duration) {
        recordNanoseconds(duration.attoseconds / 1_000_000_000)
    }
}
