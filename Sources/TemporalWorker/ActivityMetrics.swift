// The metrics of activities and local activities, by their type and that of the workflow that asked for them.

import CoreMetrics
import Synchronization
import TemporalCore

/// The metrics of one type of activity, made for each type of workflow when its first activity comes.
final class MetricsByWorkflow<Metrics: Sendable>: Sendable {
    private let maker: MetricsMaker
    private let make: @Sendable (MetricsMaker) -> Metrics
    private let made = Mutex<[String: Metrics]>([:])

    init(_ maker: MetricsMaker, _ make: @escaping @Sendable (MetricsMaker) -> Metrics) {
        self.maker = maker
        self.make = make
    }

    /// The metrics of the activities that workflows of this type asked for. Other workers' types come from outside, so no more than
    /// 100 are told apart.
    subscript(_ workflowType: String) -> Metrics {
        made.withLock { [maker, make] made -> Metrics in
            let type = made[workflowType] != nil || made.count < 100 ? workflowType : "other"
            if let metrics = made[type] { return metrics }
            let metrics = make(maker.with("workflow_type", type))
            made[type] = metrics
            return metrics
        }
    }
}

/// The tasks of one type of activity.
struct ActivityTaskMetrics: Sendable {
    let failures: FailureCounters
    let cancellations: Counter
    private let received: Counter
    private let receivedEagerly: Counter
    private let scheduleToStart: CoreMetrics.Timer
    private let execution: CoreMetrics.Timer
    private let endToEnd: CoreMetrics.Timer

    init(_ maker: MetricsMaker) {
        failures = FailureCounters(maker, "activity_execution_failed", [.activity])
        cancellations = maker.counter("activity_execution_cancelled")
        received = maker.with("eager", "false").counter("activity_task_received")
        receivedEagerly = maker.with("eager", "true").counter("activity_task_received")
        scheduleToStart = maker.timer("activity_schedule_to_start_latency")
        execution = maker.timer("activity_execution_latency")
        endToEnd = maker.timer("activity_succeed_endtoend_latency")
    }

    /// A task has come, from a poll or eagerly with the completion that scheduled it.
    func took(_ task: API.WorkflowService.PollActivityTaskQueueResponse, isEager: Bool) {
        (isEager ? receivedEagerly : received).increment()
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
    let failures: FailureCounters
    let cancellations: Counter
    private let total: Counter
    private let execution: CoreMetrics.Timer
    private let endToEnd: CoreMetrics.Timer

    init(_ maker: MetricsMaker) {
        failures = FailureCounters(maker, "local_activity_execution_failed", [.activity, .timeout])
        cancellations = maker.counter("local_activity_execution_cancelled")
        total = maker.counter("local_activity_total")
        execution = maker.timer("local_activity_execution_latency")
        endToEnd = maker.timer("local_activity_succeed_endtoend_latency")
    }

    /// An attempt begins.
    func began() { total.increment() }

    /// An attempt has ended.
    func executed(since start: ContinuousClock.Instant) {
        execution.record(since: start)
    }

    /// One that was first scheduled at `start` has succeeded.
    func succeeded(since start: Timestamp) {
        endToEnd.record(from: start, to: .now)
    }
}
