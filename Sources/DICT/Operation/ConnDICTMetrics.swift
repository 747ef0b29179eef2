// The metrics that the operators of the DICT worker know it by, derived from those of the library. What must stay true: everything
// is passed on to the backend unchanged; only the worker of the DICT task queue counts; each task counts once.

import CoreMetrics

/// A backend of metrics that passes everything on to another, and counts the worker of one task queue under the names of the DICT
/// worker besides. Hand it to the client whose workers are to be counted.
///
/// | metric | labels | what, and from which of the library's metrics |
/// |---|---|---|
/// | `conn_dict_worker_tasks_processed_total` | `task_type`: `workflow`, `activity`; `status`: `completed`, `failed`, `canceled` | tasks whose end the server was told: see below |
/// | `conn_dict_worker_task_duration_seconds` | `task_type` | how long a task's code ran, whatever it came to: `temporal_workflow_task_execution_latency`, `temporal_activity_execution_latency` |
/// | `conn_dict_worker_active_workflows` | | workflow tasks that run: `temporal_worker_task_slots_used` of `WorkflowWorker` |
/// | `conn_dict_worker_active_activities` | | activities that run: `temporal_worker_task_slots_used` of `ActivityWorker` |
/// | `conn_dict_worker_health_status` | | ``health``: whoever knows sets it |
///
/// A workflow task is `completed` when the server has taken what its code did or answered
/// (`temporal_workflow_task_execution_completed`), and `failed` when it failed (`temporal_workflow_task_execution_failed`); one whose
/// completion came too late is neither, and comes again. An attempt of an activity is `completed` when its result was reported
/// (`temporal_activity_succeed_endtoend_latency`), `failed` when it failed, whether or not it is tried again
/// (`temporal_activity_execution_failed`), and `canceled` when it ended because it was asked to
/// (`temporal_activity_execution_cancelled`). Tasks of types that the worker does not know are in none of these.
///
/// Active workflows are the tasks that run and not the runs in memory: a claim that waits thirty days for its donor is in memory
/// and does nothing, while tasks are what `MAX_CONCURRENT_WORKFLOWS` limits, and what an alert at 80 of 100 is about. The runs in
/// memory are `temporal_sticky_cache_size`.
public final class ConnDICTMetrics: MetricsFactory {
    /// `conn_dict_worker_health_status`: 1 if the worker is healthy, 0 if it is not; 0 until it is set.
    public let health: Meter

    private let base: any MetricsFactory
    private let taskQueue: String
    private let workflowTasks: TaskMetrics
    private let activityTasks: TaskMetrics

    /// A backend that passes everything on to `base`.
    ///
    /// - Parameter taskQueue: the task queue whose worker counts; the workers of others, and clients, do not.
    public init(_ base: any MetricsFactory, taskQueue: String) {
        self.base = base
        self.taskQueue = taskQueue
        health = Meter(label: "conn_dict_worker_health_status", factory: base)
        health.set(0)
        workflowTasks = TaskMetrics("workflow", statuses: ["completed", "failed"], active: "workflows", base)
        activityTasks = TaskMetrics(
            "activity", statuses: ["completed", "failed", "canceled"], active: "activities", base)
    }

    /// Whether a metric is that of a worker of the task queue.
    private func counts(_ dimensions: [(String, String)]) -> Bool {
        dimensions.contains { $0 == ("task_queue", taskQueue) }
    }

    /// The counter of `base`, which may count a task besides.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let handler = base.makeCounter(label: label, dimensions: dimensions)
        let task: Counter? =
            switch label {
            case "temporal_workflow_task_execution_completed": workflowTasks.processed["completed"]
            case "temporal_workflow_task_execution_failed": workflowTasks.processed["failed"]
            case "temporal_activity_execution_failed": activityTasks.processed["failed"]
            case "temporal_activity_execution_cancelled": activityTasks.processed["canceled"]
            default: nil
            }
        guard let task, counts(dimensions) else { return handler }
        return TaskCounter(handler) { task.increment(by: $0) }
    }

    /// The timer of `base`, which may time or count a task besides.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let handler = base.makeTimer(label: label, dimensions: dimensions)
        guard counts(dimensions) else { return handler }
        switch label {
        case "temporal_workflow_task_execution_latency":
            return TaskTimer(handler) { [timer = workflowTasks.duration] in timer.recordNanoseconds($0) }
        case "temporal_activity_execution_latency":
            return TaskTimer(handler) { [timer = activityTasks.duration] in timer.recordNanoseconds($0) }
        case "temporal_activity_succeed_endtoend_latency":
            guard let completed = activityTasks.processed["completed"] else { return handler }
            return TaskTimer(handler) { _ in completed.increment() }
        default: return handler
        }
    }

    /// The meter of `base`, which may show what is active besides.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        let handler = base.makeMeter(label: label, dimensions: dimensions)
        guard label == "temporal_worker_task_slots_used", counts(dimensions) else { return handler }
        switch dimensions.first(where: { $0.0 == "worker_type" })?.1 {
        case "WorkflowWorker": return TaskMeter(handler, workflowTasks.active)
        case "ActivityWorker": return TaskMeter(handler, activityTasks.active)
        default: return handler
        }
    }

    /// The counter of `base`.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        base.makeFloatingPointCounter(label: label, dimensions: dimensions)
    }

    /// The recorder of `base`.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        base.makeRecorder(label: label, dimensions: dimensions, aggregate: aggregate)
    }

    /// Takes back a counter; what it counted stays.
    public func destroyCounter(_ handler: any CounterHandler) {
        base.destroyCounter((handler as? TaskCounter)?.base ?? handler)
    }

    /// Takes back a timer; what it timed stays.
    public func destroyTimer(_ handler: any TimerHandler) {
        base.destroyTimer((handler as? TaskTimer)?.base ?? handler)
    }

    /// Takes back a meter, with its share in what is active.
    public func destroyMeter(_ handler: any MeterHandler) {
        guard let meter = handler as? TaskMeter else { return base.destroyMeter(handler) }
        meter.set(0 as Int64)
        base.destroyMeter(meter.base)
    }

    /// Takes back a counter.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        base.destroyFloatingPointCounter(handler)
    }

    /// Takes back a recorder.
    public func destroyRecorder(_ handler: any RecorderHandler) { base.destroyRecorder(handler) }
}

/// What the DICT worker counts of one type of task. Made at once, so that a rate has a zero to begin at.
private struct TaskMetrics: Sendable {
    let processed: [String: Counter]
    let duration: CoreMetrics.Timer
    let active: Meter

    init(_ type: String, statuses: [String], active: String, _ factory: any MetricsFactory) {
        let counters = statuses.map { status in
            Counter(
                label: "conn_dict_worker_tasks_processed_total", dimensions: [("task_type", type), ("status", status)],
                factory: factory)
        }
        processed = Dictionary(uniqueKeysWithValues: zip(statuses, counters))
        duration = CoreMetrics.Timer(
            label: "conn_dict_worker_task_duration_seconds", dimensions: [("task_type", type)], factory: factory)
        self.active = Meter(label: "conn_dict_worker_active_\(active)", factory: factory)
        self.active.set(0)
    }
}
