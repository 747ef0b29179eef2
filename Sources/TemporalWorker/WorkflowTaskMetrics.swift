// The metrics of workflow tasks, and of how runs end.

import CoreMetrics
import TemporalCore
import TemporalWorkflow

/// The tasks of one type of workflow, and how its runs end.
struct WorkflowTaskMetrics: Sendable {
    let failures: FailureCounters
    /// Tasks whose completion the server has taken, and answered queries.
    private let completions: Counter
    private let scheduleToStart: CoreMetrics.Timer
    private let replay: CoreMetrics.Timer
    private let execution: CoreMetrics.Timer
    private let completed: Counter
    private let failed: Counter
    private let canceled: Counter
    private let continuedAsNew: Counter
    private let endToEnd: CoreMetrics.Timer

    init(_ maker: MetricsMaker) {
        failures = FailureCounters(
            maker, "workflow_task_execution_failed",
            [.nondeterminism, .workflow, .grpcMessageTooLarge, .payloadsTooLarge])
        completions = maker.counter("workflow_task_execution_completed")
        scheduleToStart = maker.timer("workflow_task_schedule_to_start_latency")
        replay = maker.timer("workflow_task_replay_latency")
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

    /// A run was rebuilt from history before its task.
    func replayed(in duration: Duration) {
        replay.record(duration)
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
        case .failWorkflowExecution(let attributes):
            if attributes.failure?.isBenign != true { failed.increment() }
        case .cancelWorkflowExecution: canceled.increment()
        case .continueAsNewWorkflowExecution: continuedAsNew.increment()
        default: break
        }
    }
}
