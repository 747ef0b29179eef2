// The metrics of a worker, under the names of Temporal's other SDKs (docs.temporal.io/references/sdk-metrics). All are made with
// the worker, one for each type that it runs, or when something first happens whose names come from outside, of which a limited
// number is told apart. So their number is bounded, and a task only adds to them.

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
    var activityTasks: [String: MetricsByWorkflow<ActivityTaskMetrics>] = [:]
    var localActivities: [String: MetricsByWorkflow<LocalActivityMetrics>] = [:]
    /// By service and operation, joined by a slash.
    var nexusTasks: [String: NexusTaskMetrics] = [:]

    /// The metrics of a worker that polls `taskQueue` and runs what `registry` knows.
    init(
        _ factory: any MetricsFactory, namespace: String, taskQueue: String, registry: Registry, options: WorkerOptions
    ) {
        if factory is NOOPMetricsHandler { return }
        let maker = MetricsMaker(factory, [("namespace", namespace), ("task_queue", taskQueue)])
        maker.counter("worker_start").increment()
        if !registry.workflows.isEmpty {
            let (polled, idle) = ("workflow_task_queue_poll_succeed", "workflow_task_queue_poll_empty")
            workflowPolls = PollMetrics(maker, "workflow_task", succeeded: polled, empty: idle)
            stickyPolls = PollMetrics(maker, "sticky_workflow_task", succeeded: polled, empty: idle)
            workflowSlots = SlotMetrics(maker, "WorkflowWorker", limit: options.slotLimit(.workflowTask))
            cache = CacheMetrics(maker)
        }
        if !registry.activities.isEmpty {
            activityPolls = PollMetrics(maker, "activity_task", empty: "activity_poll_no_task")
            activitySlots = SlotMetrics(maker, "ActivityWorker", limit: options.slotLimit(.activity))
        }
        if !registry.nexusHandlers.isEmpty {
            nexusPolls = PollMetrics(maker, "nexus_task", empty: "nexus_poll_no_task")
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
            let maker = maker.with("activity_type", Self.label(type))
            activityTasks[type] = MetricsByWorkflow(maker) { ActivityTaskMetrics($0) }
            if !registry.workflows.isEmpty {
                localActivities[type] = MetricsByWorkflow(maker) { LocalActivityMetrics($0) }
            }
        }
    }

    // Whatever a dynamic type is called, it is one series: names from outside would be any number of them.
    private static func label(_ type: String) -> String { type == WorkflowType.dynamicName ? "dynamic" : type }

    func workflowTask(_ type: String) -> WorkflowTaskMetrics? {
        workflowTasks[type] ?? workflowTasks[WorkflowType.dynamicName]
    }

    func activityTask(_ type: String, of workflowType: String) -> ActivityTaskMetrics? {
        (activityTasks[type] ?? activityTasks[WorkflowType.dynamicName])?[workflowType]
    }

    func localActivity(_ type: String, of workflowType: String) -> LocalActivityMetrics? {
        (localActivities[type] ?? localActivities[WorkflowType.dynamicName])?[workflowType]
    }
}

/// Makes metrics that share dimensions.
struct MetricsMaker: Sendable {
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
    private let succeeded: Counter?
    private let empty: Counter

    /// - Parameter succeeded: the count of polls that brought a task; nil where the tasks themselves are counted.
    init(_ maker: MetricsMaker, _ kind: String, succeeded: String? = nil, empty: String) {
        let maker = maker.with("poller_type", kind)
        open = maker.meter("num_pollers")
        self.succeeded = succeeded.map { maker.counter($0) }
        self.empty = maker.counter(empty)
    }

    func answered(_ hasTask: Bool) {
        (hasTask ? succeeded : empty)?.increment()
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

    /// Records `duration`.
    func record(_ duration: Duration) {
        recordNanoseconds(duration.attoseconds / 1_000_000_000)
    }
}
