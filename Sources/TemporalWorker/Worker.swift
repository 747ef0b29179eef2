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
    private let service: WorkerService
    private let workflowTasks: WorkflowTasks
    private let activityTasks: ActivityTasks
    private let workflowSlots: Slots
    private let activitySlots: Slots
    private let options: WorkerOptions
    private let registry: Registry
    private let statistics: WorkerStatistics
    private let logger: Logger

    /// A worker for `taskQueue`, which runs what `registrations` list.
    ///
    /// - Throws: `RegistrationError` where a registration is wrong.
    public init(
        client: TemporalClient, taskQueue: String, options: WorkerOptions = WorkerOptions(),
        logger: Logger = Logger(label: "temporal.worker"),
        @RegistrationBuilder _ registrations: () -> [Registration]
    ) throws(RegistrationError) {
        registry = try Registry(registrations())
        self.options = options
        var logger = logger
        logger[metadataKey: "task_queue"] = "\(taskQueue)"
        self.logger = logger
        var random = SystemRandomNumberGenerator()
        let key = String(random.next(), radix: 16) + String(random.next(), radix: 16)
        service = WorkerService(
            client: client.service, taskQueue: taskQueue,
            stickyQueue: options.maxCachedWorkflows > 0 ? "\(taskQueue)-sticky-\(key)" : nil, instanceKey: key)
        statistics = WorkerStatistics()
        workflowTasks = WorkflowTasks(
            service: service, registry: registry, options: options,
            threads: DrainThreads(count: Self.processorCount), converter: client.converter, statistics: statistics,
            logger: logger)
        activityTasks = ActivityTasks(
            service: service, registry: registry, options: options, converter: client.converter,
            statistics: statistics, logger: logger)
        workflowSlots = Slots(max(1, options.maxConcurrentWorkflowTasks))
        activitySlots = Slots(max(1, options.maxConcurrentActivities))
    }

    /// Runs until the task is canceled or a graceful shutdown is asked for.
    ///
    /// - Throws: `RPCError` where the server will never take this worker: the namespace does not exist, or it has no rights.
    public func run() async throws {
        try RuntimeSelfTest.run()
        guard try await connect() else { return logger.info("worker has stopped before it reached its server") }
        logger.info("Worker started on task queue: \(service.taskQueue)")
        let failure = await poll()
        logger.info("worker is stopping: no more tasks are taken")
        await stop()
        logger.info("worker has stopped")
        if let failure { throw failure }
    }

    /// Waits for the server, without end, and asks whether it knows the namespace; false where a shutdown came first.
    private func connect() async throws -> Bool {
        var retry = RetrySchedule.endless
        while !Task.isCancelled && !Task.isShuttingDownGracefully {
            do {
                // A server that takes the call and never answers must not hold a shutdown up.
                try await cancelWhenGracefulShutdown { [service] in
                    _ = try await service.client.callOnce(RPCs.getSystemInfo, .init())
                    _ = try await service.client.callOnce(
                        RPCs.describeNamespace, .with { $0.namespace = service.namespace })
                }
                return true
            } catch let error as RPCError {
                if Task.isCancelled || Task.isShuttingDownGracefully { return false }
                guard let delay = retry.delay(after: error) else {
                    logger.error("the worker cannot work: \(error)")
                    throw error
                }
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: delay) }
            }
        }
        return false
    }

    /// Polls until a shutdown; returns what ended the polls before one.
    private func poll() async -> RPCError? {
        await withTaskGroup(of: RPCError?.self) { group in
            for poller in pollers {
                group.addTask {
                    // A graceful shutdown cancels the poll at once: a long poll must not hold it up for a minute.
                    let polling = Task { await poller() }
                    return await withTaskCancellationOrGracefulShutdownHandler {
                        await polling.value
                    } onCancelOrGracefulShutdown: {
                        polling.cancel()
                    }
                }
            }
            var failure: RPCError?
            for await result in group {
                guard let result else { continue }
                failure = failure ?? result
                group.cancelAll()
            }
            return failure
        }
    }

    private var pollers: [@Sendable () async -> RPCError?] {
        var pollers: [@Sendable () async -> RPCError?] = []
        if !registry.workflows.isEmpty {
            let sticky = service.stickyQueue == nil ? 0 : max(1, options.workflowTaskPollers / 2)
            for index in 0..<max(2, options.workflowTaskPollers) {
                pollers.append { await self.pollWorkflowTasks(isSticky: index < sticky) }
            }
            pollers.append { await self.sweep() }
        }
        if !registry.activities.isEmpty {
            for _ in 0..<max(1, options.activityTaskPollers) { pollers.append { await self.pollActivityTasks() } }
        }
        return pollers
    }

    private func pollWorkflowTasks(isSticky: Bool) async -> RPCError? {
        await loop(slots: workflowSlots) { [service, workflowTasks] () throws(RPCError) in
            guard let task = try await service.pollWorkflowTask(isSticky: isSticky) else { return nil }
            return { await workflowTasks.handle(task) }
        }
    }

    private func pollActivityTasks() async -> RPCError? {
        await loop(slots: activitySlots) { [service, activityTasks] () throws(RPCError) in
            guard let task = try await service.pollActivityTask() else { return nil }
            return { await activityTasks.handle(task) }
        }
    }

    /// One poller: takes a slot, polls, and starts the work, which gives the slot back. Errors that can heal are waited out
    /// without end.
    private func loop(
        slots: Slots, poll: @Sendable () async throws(RPCError) -> (@Sendable () async -> Void)?
    ) async -> RPCError? {
        var retry = RetrySchedule.endless
        while await slots.take() {
            do throws(RPCError) {
                guard let work = try await poll() else {
                    slots.release()
                    continue
                }
                retry.reset()
                // Not a child of the poller: what was taken is finished even when polling has stopped.
                Task.detached {
                    await work()
                    slots.release()
                }
            } catch {
                slots.release()
                if Task.isCancelled { return nil }
                guard let delay = retry.delay(after: error) else {
                    if error.code == .cancelled { continue }
                    logger.error("polling has ended: \(error)")
                    return error
                }
                logger.debug("a poll failed and is tried again: \(error)")
                do { try await Task.sleep(for: delay) } catch { return nil }
            }
        }
        return nil
    }

    /// Lets go of idle runs now and then.
    private func sweep() async -> RPCError? {
        while !Task.isCancelled {
            do { try await Task.sleep(for: min(options.maxCachedWorkflowAge, .seconds(60))) } catch { return nil }
            await workflowTasks.evictAged()
        }
        return nil
    }

    private func stop() async {
        await service.shutdown(logger: logger)
        let isDone = await Task.detached { [self] in
            let limit = ContinuousClock.now + options.shutdownTimeout
            let areTasksDone = await workflowSlots.drained(within: limit - .now)
            return await activitySlots.drained(within: limit - .now) && areTasksDone
        }.value
        if !isDone {
            logger.warning("\(activitySlots.used) activities still run: they are canceled and reported as retryable")
            activityTasks.cancelAll()
            _ = await Task.detached { [activitySlots] in await activitySlots.drained(within: .seconds(2)) }.value
        }
        await workflowTasks.evictAll()
    }

    private static var processorCount: Int {
        max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}
