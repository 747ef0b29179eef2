// Workflow tasks from poll to completion: one run's tasks go one after the other, runs go side by side. A task that cannot be
// executed is failed or left to time out, never dropped silently; the server keeps it and hands it out again.

import Logging
import TemporalCore
import TemporalWorkflow

/// Executes the workflow tasks of one worker.
final class WorkflowTasks: Sendable {
    typealias Task = API.WorkflowService.PollWorkflowTaskQueueResponse

    private let service: WorkerService
    private let registry: Registry
    private let options: WorkerOptions
    private let eagerActivities: EagerActivities
    private let localActivities: LocalActivityTasks
    /// The threads of all drains, and of what leads to and from them.
    let threads: DrainThreads
    private let converter: DataConverter
    private let logger: Logger
    private let runSetup: RunSetup
    /// The runs of the tasks, which one task at a time has.
    let runs: WorkflowRuns
    private let statistics: WorkerStatistics
    private let crashes: CrashRecord
    private let shutdown: Notice

    init(
        service: WorkerService, registry: Registry, options: WorkerOptions, eagerActivities: EagerActivities,
        localActivities: LocalActivityTasks, threads: DrainThreads, converter: DataConverter,
        statistics: WorkerStatistics, crashes: CrashRecord, shutdown: Notice, logger: Logger
    ) {
        self.service = service
        self.registry = registry
        self.options = options
        self.eagerActivities = eagerActivities
        self.localActivities = localActivities
        self.threads = threads
        self.converter = converter
        self.statistics = statistics
        self.crashes = crashes
        self.shutdown = shutdown
        self.logger = logger
        runSetup = RunSetup(
            namespace: service.namespace, converter: converter, interceptors: options.workflowInterceptors,
            deploymentVersion: service.deployment?.version, failureErrors: options.workflowFailureErrors,
            logger: logger, metrics: statistics.authorsMetrics)
        runs = WorkflowRuns(service: service, options: options, metrics: statistics.metrics.cache, logger: logger)
    }

    /// Whether this worker has the workflow type of this name.
    func hasType(_ type: String) -> Bool { registry.workflow(type) != nil }

    /// Executes `task` when its run is free, and those that come back with its completion; then gives the slot back. It goes from
    /// the wire to a thread of drains and back to the wire, and wakes no other.
    func start(_ task: Task, in slot: Slot) {
        let end = slot.work(
            SlotUse(
                kind: .workflowTask, type: task.workflowType?.name ?? "",
                workflowID: task.workflowExecution?.workflowID ?? ""))
        _Concurrency.Task.detached(executorPreference: threads) { [self] in
            let run = await runs.take(task.workflowExecution?.runID ?? "")
            await handle(task, on: run, then: end)
        }
    }

    nonisolated(nonsending) private func handle(
        _ task: Task, on cached: WorkflowRun?, then end: @escaping @Sendable () -> Void
    ) async {
        let runID = task.workflowExecution?.runID ?? ""
        let metrics = metrics(of: task)
        metrics?.took(task)
        if task.history?.events.first?.eventID != 1 { statistics.cacheLookup(isHit: cached != nil) }
        let start = ContinuousClock.now
        let execution = await execute(task, on: cached)
        metrics?.executed(since: start)
        switch execution {
        case .over(let run):
            await runs.put(run, runID)
            end()
        case .toSend(let completion, let run):
            _Concurrency.Task.immediateDetached(executorPreference: service.client.executor) { [self] in
                let (run, next) = await send(completion, of: run, for: task)
                guard let next else {
                    await runs.put(run, runID)
                    return end()
                }
                _Concurrency.Task.detached(executorPreference: threads) { [self] in
                    await handle(next, on: run, then: end)
                }
            }
        }
    }

    private func metrics(of task: Task) -> WorkflowTaskMetrics? {
        statistics.metrics.workflowTask(task.workflowType?.name ?? "")
    }

    /// How the execution of a task ended.
    private enum Execution {
        /// There is no more to do; the run if it may stay in memory.
        case over(WorkflowRun?)
        case toSend(WorkflowTaskCompletion, of: WorkflowRun)
    }

    nonisolated(nonsending) private func execute(_ task: Task, on cached: WorkflowRun?) async -> Execution {
        var task = task
        let run: WorkflowRun
        do {
            if converter.hasCodecs { task = try await converter.decodePayloads(in: task) }
            let runID = task.workflowExecution?.runID ?? ""
            try crashes.check(runID)
            if await runs.isStuck(runID) { throw DrainThreads.Refusal.stuck }
            run = try cached ?? makeRun(for: task)
        } catch {
            if let cached { await runs.evict(cached) }
            await fail(task, WorkflowTaskFailure(error))
            return .over(nil)
        }
        let fetch = service.fetchHistory(of: task.workflowExecution)
        var result = await run.execute(task, fetch: fetch)
        if case .cacheMiss = result {
            await runs.evict(run, isForced: cached != nil)
            do {
                let run = try makeRun(for: task)
                let page = try await fetch(Bytes())
                task.history = API.History.History()
                task.history?.events = page.events
                task.nextPageToken = page.nextPageToken
                result = await run.execute(task, fetch: fetch)
                if let time = run.replayTime { metrics(of: task)?.replayed(in: time) }
                return await conclude(result, of: run, for: task)
            } catch {
                await fail(task, WorkflowTaskFailure(error))
                return .over(nil)
            }
        }
        if let time = run.replayTime { metrics(of: task)?.replayed(in: time) }
        return await conclude(result, of: run, for: task)
    }

    nonisolated(nonsending) private func conclude(_ result: WorkflowTaskResult, of run: WorkflowRun, for task: Task)
        async -> Execution
    {
        switch result {
        case .completed(let completion):
            return .toSend(completion, of: run)
        case .answered(let answer):
            statistics.workflowTasks.count(isFailure: false)
            metrics(of: task)?.answeredQuery()
            await service.answer(task, answer, logger: logger)
            return .over(run)
        case .failed(let failure):
            await runs.evict(run)
            await fail(task, failure)
            return .over(nil)
        case .cacheMiss:
            await runs.evict(run)
            await fail(task, WorkflowTaskFailure(HistoryError.noStart))
            return .over(nil)
        }
    }

    /// Completes a task; returns the run if it may stay in memory, and the task that came back.
    nonisolated(nonsending) private func send(
        _ completion: WorkflowTaskCompletion, of run: WorkflowRun, for task: Task
    ) async -> (WorkflowRun?, Task?) {
        do {
            let response = try await complete(task, completion)
            statistics.workflowTasks.count(isFailure: false)
            metrics(of: task)?.completed(completion, ofRunSince: run.startTime)
            if response.resetHistoryEventID > 0 { run.rollBack(to: response.resetHistoryEventID) }
            if (completion.isClosing || completion.nextTask == .elsewhere) && response.workflowTask == nil {
                await runs.evict(run, isForced: false)
                return (nil, nil)
            }
            return (run, response.workflowTask)
        } catch let failure as WorkflowTaskFailure {
            await runs.evict(run)
            await fail(task, failure)
            return (nil, nil)
        } catch {
            // The run in memory is ahead of history, so it goes, and the server hands the task out anew. That the task has
            // timed out, or that news came that the commands do not know of, is nothing to tell.
            let isOrdinary = (error as? RPCError).map { $0.code == .notFound || $0.isOfUnhandledCommand } ?? false
            logger.log(
                level: isOrdinary ? .debug : .warning, "a workflow task's completion was not taken: \(error)",
                metadata: Self.metadata(task))
            await runs.evict(run)
            return (nil, nil)
        }
    }

    nonisolated(nonsending) private func complete(
        _ task: Task, _ completion: WorkflowTaskCompletion
    ) async throws -> API.WorkflowService.RespondWorkflowTaskCompletedResponse {
        var completion = completion
        let requested = eagerActivities.request(in: &completion.commands)
        var activities: [API.WorkflowService.PollActivityTaskQueueResponse] = []
        defer { eagerActivities.start(activities, of: requested) }
        // A worker that stops asks for no more tasks of the run: else one that is told something all the time would keep it up.
        let isCached =
            options.maxCachedWorkflows > 0 && !completion.isClosing && completion.nextTask != .elsewhere
            && !shutdown.isGiven
        let response = try await service.complete(
            task, completion, versioning: registry.workflow(task.workflowType?.name ?? "")?.versioningBehavior,
            isCached: isCached)
        activities = response.activityTasks
        return response
    }

    private func makeRun(for task: Task) throws -> WorkflowRun {
        let name = task.workflowType?.name ?? ""
        guard let type = registry.workflow(name) else {
            throw WorkflowTaskFailure(
                cause: .workflowWorkerUnhandledFailure,
                message: """
                    workflow type '\(name)' is not registered with this worker, which has \
                    \(registry.workflows.keys.sorted().joined(separator: ", "))
                    """, type: "NotFoundError")
        }
        let instance = WorkflowInstance(
            type: type, workflowID: task.workflowExecution?.workflowID ?? "",
            runID: task.workflowExecution?.runID ?? "", setup: runSetup)
        instance.checksReadOnlyHandlers = options.checksReadOnlyHandlers
        return WorkflowRun(
            instance: instance, threads: threads, deadlockLimit: options.deadlockTimeout,
            localActivities: localActivities, crashes: crashes)
    }

    private static func metadata(_ task: Task) -> Logger.Metadata {
        [
            "workflow_id": "\(task.workflowExecution?.workflowID ?? "")",
            "run_id": "\(task.workflowExecution?.runID ?? "")",
            "workflow_type": "\(task.workflowType?.name ?? "")", "attempt": "\(task.attempt)",
        ]
    }

    /// Fails a task. The server is told on the first attempt only: told again it would retry at once, for ever; later
    /// attempts time out and so wait in between.
    private func fail(_ task: Task, _ failure: WorkflowTaskFailure) async {
        statistics.workflowTasks.count(isFailure: true)
        metrics(of: task)?.failures.count(FailureReason(failure))
        logger.error("workflow task failed: \(failure)", metadata: Self.metadata(task))
        if task.query != nil {
            await service.answer(task, .failure(QueryError(failure: failure.failure)), logger: logger)
        } else if task.attempt <= 1 {
            await service.fail(task, failure, logger: logger)
        }
    }
}

extension RPCError {
    /// Whether a completion was refused because events have come that its commands do not know of.
    fileprivate var isOfUnhandledCommand: Bool { code == .invalidArgument && message.contains("UnhandledCommand") }
}
