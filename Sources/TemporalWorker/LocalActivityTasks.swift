// Local activities: run by the worker that runs their workflow, retries included, with a limit of how many run at once.

import Logging
import Synchronization
import TemporalCore
import TemporalWorkflow

/// Runs the local activities of one worker.
final class LocalActivityTasks: LocalActivityRunner {
    private struct State {
        /// What runs or waits. The runs that it belongs to bound it.
        var executions: [UInt64: LocalActivityExecution] = [:]
        var nextID: UInt64 = 0
        var isStopping = false
    }

    private let service: WorkerService
    private let registry: Registry
    private let slots: Slots
    private let converter: DataConverter
    private let interceptors: [any ActivityInterceptor]
    private let statistics: WorkerStatistics
    private let shutdown: Notice
    private let logger: Logger
    private let state = Mutex(State())

    init(
        service: WorkerService, registry: Registry, slots: Slots, converter: DataConverter,
        interceptors: [any ActivityInterceptor], statistics: WorkerStatistics, shutdown: Notice, logger: Logger
    ) {
        self.service = service
        self.registry = registry
        self.slots = slots
        self.converter = converter
        self.interceptors = interceptors
        self.statistics = statistics
        self.shutdown = shutdown
        self.logger = logger
    }

    func start(
        _ task: LocalActivityTask, then report: @escaping @Sendable (LocalActivityReport) -> Void
    ) -> @Sendable () -> Void {
        let execution = LocalActivityExecution(
            task, definition: registry.activity(task.activityType),
            info: ActivityInfo(task, namespace: service.namespace, taskQueue: service.taskQueue), converter: converter,
            interceptors: interceptors, slots: slots, limits: service.limits,
            metrics: statistics.metrics.localActivity(task.activityType, of: task.workflowType),
            authorsMetrics: statistics.authorsMetrics, shutdown: shutdown, logger: logger)
        let (id, isStopping) = state.withLock { state in
            state.nextID += 1
            state.executions[state.nextID] = execution
            return (state.nextID, state.isStopping)
        }
        execution.start { [self] in
            state.withLock { $0.executions[id] = nil }
            statistics.count($0)
            report($0)
        }
        if isStopping { execution.cancel(.workerShutdown) }
        // Whoever cancels may be on the wire's thread, or on one for workflow code: an author's cancellation handlers belong on neither.
        return { Task.detached { execution.cancel(.requested) } }
    }

    /// Cancels everything, and what begins from now on; another worker is to run it.
    func handOver() {
        let executions = state.withLock { state in
            state.isStopping = true
            return Array(state.executions.values)
        }
        for execution in executions { execution.cancel(.workerShutdown) }
    }
}

extension ActivityInfo {
    init(_ task: LocalActivityTask, namespace: String, taskQueue: String) {
        activityID = task.activityID
        activityType = task.activityType
        workflowID = task.workflowID
        workflowRunID = task.runID
        workflowType = task.workflowType
        self.namespace = namespace
        self.taskQueue = taskQueue
        scheduledTime = task.originalScheduleTime ?? .now
        startToCloseTimeout = task.options.startToClose
        scheduleToCloseTimeout = task.options.scheduleToClose
        isLocal = true
    }
}
