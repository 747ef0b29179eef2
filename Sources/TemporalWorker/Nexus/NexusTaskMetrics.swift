// The metrics of Nexus tasks.

import CoreMetrics
import TemporalCore

/// The tasks of one Nexus operation.
struct NexusTaskMetrics: Sendable {
    let failures: FailureCounters
    private let scheduleToStart: CoreMetrics.Timer
    private let execution: CoreMetrics.Timer
    private let endToEnd: CoreMetrics.Timer

    init(_ maker: MetricsMaker) {
        failures = FailureCounters(maker, "nexus_task_execution_failed", [])
        scheduleToStart = maker.timer("nexus_task_schedule_to_start_latency")
        execution = maker.timer("nexus_task_execution_latency")
        endToEnd = maker.timer("nexus_task_endtoend_latency")
    }

    /// A task has come.
    func took(_ task: API.WorkflowService.PollNexusTaskQueueResponse) {
        scheduleToStart.record(from: task.request?.scheduledTime, to: .now)
    }

    /// A handler has ended, whatever it came to.
    func executed(since start: ContinuousClock.Instant) {
        execution.record(since: start)
    }

    /// A task was answered.
    func answered(_ task: API.WorkflowService.PollNexusTaskQueueResponse) {
        endToEnd.record(from: task.request?.scheduledTime, to: .now)
    }
}
