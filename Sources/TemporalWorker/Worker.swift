// A worker: polls one task queue for workflow and activity tasks and executes them, until it is told to stop.

import Glibc
import Logging
import ServiceLifecycle
import TemporalCore
import TemporalWorkflow

/// Runs workflows and activities of one task queue.
///
/// ```swift
/// let worker = try Worker(client: client, taskQueue: "orders") {
///     OrderWorkflow.self
///     ChargeCard(gateway: gateway)
/// }
/// try await worker.run()
/// ```
/// It is a `ServiceLifecycle.Service`. Told to shut down gracefully, it takes no more work, waits for what runs as long as
/// ``WorkerOptions/shutdownTimeout``, reports the rest as retryable, and returns. Several workers may share a client.
public final class Worker: Service {
    private let client: TemporalClient
    private let service: WorkerService
    let workflowTasks: WorkflowTasks
    private let activityTasks: ActivityTasks
    private let slots: WorkerSlots
    private let statistics: WorkerStatistics
    private let nexusTasks: NexusTasks
    private let localActivityTasks: LocalActivityTasks
    private let pollers: Pollers
    private let sessions: SessionWorker?
    private let heartbeats: WorkerHeartbeats
    private let crashes = CrashRecord()
    private let shutdown = Notice()
    private let options: WorkerOptions
    private let warning: OccasionalWarning
    private let logger: Logger

    /// A worker for `taskQueue`, which runs what `registrations` list.
    ///
    /// - Throws: `RegistrationError` where a registration or an option is wrong.
    public init(
        client: TemporalClient, taskQueue: String, options: WorkerOptions = WorkerOptions(),
        logger: Logger = Logger(label: "temporal.worker"),
        @RegistrationBuilder _ registrations: () -> [Registration]
    ) throws(RegistrationError) {
        try options.validate()
        let registry = try Registry(
            registrations(), blockingOn: BlockingThreads(limit: options.maxBlockingThreads))
        try options.validate(registry)
        try options.deployment?.validate(registry)
        self.options = options
        self.client = client
        var logger = logger
        logger[metadataKey: "task_queue"] = "\(taskQueue)"
        self.logger = logger
        warning = OccasionalWarning(logger)
        let key = WorkerService.randomKey()
        service = WorkerService(
            client: client.service, converter: client.converter, taskQueue: taskQueue,
            stickyQueue: options.maxCachedWorkflows > 0 ? "\(taskQueue)-sticky-\(key)" : nil, instanceKey: key,
            deployment: options.deployment, taskQueueActivityRate: options.maxTaskQueueActivitiesPerSecond)
        let metrics = WorkerMetrics(
            client.metrics, namespace: client.namespace, taskQueue: taskQueue, registry: registry, options: options)
        statistics = WorkerStatistics(metrics, authorsMetrics: client.metrics)
        slots = WorkerSlots(options, taskQueue: taskQueue, metrics: metrics, warning: warning)
        nexusTasks = NexusTasks(
            client: client, service: service, registry: registry, interceptors: options.nexusInterceptors,
            maxLeftBehind: options.maxConcurrentNexusTasks, statistics: statistics, logger: logger)
        localActivityTasks = LocalActivityTasks(
            service: service, registry: registry,
            slots: slots.localActivities, converter: client.converter, interceptors: options.activityInterceptors,
            statistics: statistics, shutdown: shutdown, logger: logger)
        activityTasks = ActivityTasks(
            service: service, registry: registry, options: options, converter: client.converter,
            statistics: statistics, shutdown: shutdown, logger: logger)
        workflowTasks = WorkflowTasks(
            service: service, registry: registry, options: options,
            eagerActivities: EagerActivities(
                leavesActivities: !options.takesActivitiesEagerly || options.leavesActivities
                    || options.maxActivitiesPerSecond != nil || options.maxTaskQueueActivitiesPerSecond != nil,
                taskQueue: taskQueue, registry: registry,
                slots: slots.activities, activityTasks: activityTasks),
            localActivities: localActivityTasks, threads: DrainThreads(count: Self.processorCount),
            converter: client.converter, statistics: statistics,
            crashes: crashes, shutdown: shutdown, logger: logger)
        pollers = Pollers(
            service: service, registry: registry, options: options, workflowTasks: workflowTasks,
            activityTasks: activityTasks, nexusTasks: nexusTasks, slots: slots,
            activityRate: ActivityRate(perSecond: options.maxActivitiesPerSecond), statistics: statistics,
            warning: warning, logger: logger)
        sessions =
            options.maxConcurrentSessions > 0
            ? SessionWorker(
                limit: options.maxConcurrentSessions, client: client, pollers: pollers, shutdown: shutdown
            ) { [shutdown, statistics] service, registry, throttle in
                ActivityTasks(
                    service: service, registry: registry, options: options, converter: client.converter,
                    statistics: statistics, shutdown: shutdown, heartbeatThrottle: throttle, logger: logger)
            } : nil
        heartbeats = WorkerHeartbeats(
            service: service, statistics: statistics, slots: slots, taskQueueTypes: pollers.taskQueueTypes,
            cachedWorkflows: { [workflowTasks] in workflowTasks.runs.count })
    }

    /// Runs until the task is canceled or a graceful shutdown is asked for.
    ///
    /// - Throws: `RPCError` where the server will never take this worker: the namespace does not exist, or it has no rights.
    public func run() async throws {
        try RuntimeSelfTest.run()
        guard let capabilities = try await connect() else {
            return logger.info("Worker has stopped before it reached its server")
        }
        openCrashRecord()
        defer { crashes.close() }
        var beating: Task<Void, Never>?
        if capabilities.workerHeartbeats, let interval = options.workerHeartbeatInterval {
            beating = Task { [heartbeats, logger] in await heartbeats.run(every: interval, logger: logger) }
        }
        let watching = Task { [activityTasks] in await activityTasks.watchTimeouts() }
        let watchingSessions = Task { [sessions] in await sessions?.watchTimeouts() }
        defer {
            watching.cancel()
            watchingSessions.cancel()
        }
        var commanding: Task<Void, Never>?
        if capabilities.workerCommands, sessions != nil || pollers.taskQueueTypes.contains(.activity) {
            let commands = WorkerCommands(
                service: service, activityTasks: [activityTasks] + (sessions?.tasks ?? []), statistics: statistics,
                logger: logger)
            // Before the first poll says where commands may be sent.
            service.server.takesCommands.store(true, ordering: .relaxed)
            commanding = Task { await commands.run() }
        }
        let failure = await poll(beating, capabilities)
        await finishTasks()
        commanding?.cancel()
        logger.info("Worker has stopped")
        if let failure { throw failure }
    }

    private func openCrashRecord() {
        guard let folder = options.crashRecordFolder else { return }
        switch crashes.open(in: folder, name: "\(service.namespace)/\(service.taskQueue)") {
        case .success(let refused):
            for runID in refused {
                logger.error("the code of run \(runID) has ended this worker's process twice: it is not executed")
            }
        case .failure(let error):
            logger.warning("no record is kept of workflows that end the process: \(error)")
        }
    }

    /// Waits for the server, without end, and asks what it can do; nil where a shutdown came first.
    private func connect() async throws -> API.Namespace.NamespaceInfo.Capabilities? {
        var retry = RetrySchedule.endless
        while !Task.isCancelled && !Task.isShuttingDownGracefully {
            do {
                // A server that takes the call and never answers must not hold a shutdown up.
                return try await cancelWhenGracefulShutdown { [service] in try await service.capabilities() }
            } catch let error as RPCError {
                if Task.isCancelled || Task.isShuttingDownGracefully { return nil }
                guard let delay = retry.delay(after: error) else {
                    logger.error("the worker cannot work: \(error)")
                    throw error
                }
                if error.connectionFailure == nil { warning("the server does not answer as it should: \(error)") }
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: delay) }
            }
        }
        return nil
    }

    /// Polls until a shutdown; returns what ended the polls before one.
    ///
    /// - Parameters:
    ///   - beating: the worker's heartbeats, which end with the polls.
    ///   - capabilities: what the server can do.
    private func poll(
        _ beating: Task<Void, Never>?, _ capabilities: API.Namespace.NamespaceInfo.Capabilities
    ) async -> RPCError? {
        let polling = Task { await pollAll(capabilities) }
        let withdrawOffer = offerEagerStarts(capabilities)
        logger.info("Worker started on task queue: \(service.taskQueue)")
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                // Ends at a graceful shutdown, or canceled: by the worker's user, or because the polls ended by themselves.
                try? await gracefulShutdown()
                withdrawOffer()
                beating?.cancel()
                await beating?.value
                // A canceled task could not tell the server.
                await Task { await endPolls(polling, isAnswered: capabilities.workerPollCompleteOnShutdown) }.value
            }
            let failure = await polling.value
            group.cancelAll()
            return failure
        }
    }

    /// Offers to run the first tasks of workflows that this worker's client starts; returns what takes the offer back.
    private func offerEagerStarts(_ capabilities: API.Namespace.NamespaceInfo.Capabilities) -> @Sendable () -> Void {
        guard capabilities.eagerWorkflowStart else { return {} }
        return client.eagerStarts.add(service.taskQueue) { [service, slots, workflowTasks] type in
            guard workflowTasks.hasType(type), let slot = slots.workflowTasks.takeIfFree() else { return nil }
            return EagerStarts.Place(
                deployment: service.deployment?.message, run: { workflowTasks.start($0, in: slot) },
                release: { slot.release() })
        }
    }

    /// Polls until the task is canceled or the slots are closed; returns what ended the polls before that.
    private func pollAll(
        _ capabilities: API.Namespace.NamespaceInfo.Capabilities
    ) async -> RPCError? {
        guard let sessions else { return await pollers.run(capabilities) }
        return await withTaskGroup(of: RPCError?.self) { group in
            group.addTask { [pollers] in await pollers.run(capabilities) }
            group.addTask { await sessions.run(capabilities) }
            var failure: RPCError?
            for await case let result? in group {
                failure = failure ?? result
                group.cancelAll()
            }
            return failure
        }
    }

    /// Tells the server of the shutdown and ends the polls. A server that answers them may hand over a task in that moment,
    /// which is done like any other; from one that does not, the task in a poll cut off comes back when it has timed out.
    private func endPolls(_ polling: Task<RPCError?, Never>, isAnswered: Bool) async {
        logger.info("Worker is stopping: no more tasks are taken")
        shutdown.give()
        pollers.close()
        sessions?.close()
        if !isAnswered { polling.cancel() }
        let isTold = await service.shutdown(
            heartbeats.next(.shuttingDown), taskQueueTypes: pollers.taskQueueTypes, logger: logger)
        await sessions?.tellServer(heartbeats.next(.shuttingDown), logger: logger)
        if isTold && isAnswered {
            let limit = Task {
                try await Task.sleep(for: .seconds(5))
                polling.cancel()
            }
            _ = await polling.value
            limit.cancel()
        }
        polling.cancel()
    }

    /// Waits for the tasks that were taken, as long as the options allow, and gives the rest back.
    private func finishTasks() async {
        let isDone = await Task.detached { [self] in
            let limit = ContinuousClock.now + options.shutdownTimeout
            let areTasksDone = await slots.workflowTasks.drained(within: limit - .now)
            let areRequestsDone = await slots.nexusTasks.drained(within: limit - .now)
            let areSessionsDone = await sessions?.drained(within: limit - .now) ?? true
            let areActivitiesDone = await slots.activities.drained(within: limit - .now)
            return areTasksDone && areRequestsDone && areActivitiesDone && areSessionsDone
        }.value
        if !isDone {
            logger.warning("\(remainder) still run: they are given back")
            localActivityTasks.handOver()
            nexusTasks.cancelAll()
            activityTasks.cancelAll()
            // The worker's own task may be canceled, and would wait for nothing.
            await Task.detached { [self] in await giveBack() }.value
        }
        await workflowTasks.runs.evictAll()
    }

    /// What still runs, in words.
    private var remainder: String {
        let counts = [
            ("workflow tasks", slots.workflowTasks.used), ("activities", slots.activities.used),
            ("Nexus operations", slots.nexusTasks.used), ("sessions", sessions?.openSessions ?? 0),
            ("activities in sessions", sessions?.runningActivities ?? 0),
        ]
        return counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }

    /// Waits a moment for what was canceled, and gives back what does not heed that.
    private func giveBack() async {
        async let sessionsGivenBack: Void? = sessions?.giveBack(within: .seconds(5))
        async let requestsAnswered = slots.nexusTasks.drained(within: .seconds(2))
        // Workflow tasks that waited for local activities end at once, and another worker goes on.
        _ = await slots.workflowTasks.drained(within: .seconds(2))
        // Those that heed their cancellation say so themselves.
        if await !slots.activities.drained(within: .seconds(2)) {
            await activityTasks.giveBack(within: .seconds(5))
        }
        _ = await (sessionsGivenBack, requestsAnswered)
    }

    private static var processorCount: Int {
        max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}
