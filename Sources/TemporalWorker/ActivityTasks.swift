// Activity tasks from poll to report. The result is reported until the server has taken it or no longer wants it; a
// cancellation reaches the activity as the cancellation of its Swift task.

import Logging
import Synchronization
import TemporalCore
import TemporalWorkflow

/// Executes the activity tasks of one worker.
final class ActivityTasks: Sendable {
    typealias Task = API.WorkflowService.PollActivityTaskQueueResponse

    private struct Running {
        var task: Task
        var context: ActivityContext
        var heartbeats: Heartbeats
        var start: ContinuousClock.Instant

        /// Whether the server has given the attempt up for sure: its clock began before this one, and what was on its way to it
        /// has come.
        func isTimedOut(at now: ContinuousClock.Instant) -> Bool {
            let info = context.task
            let now = now - ActivityTasks.timeoutMargin
            if let began = info.startedTime, let deadline = info.deadline, start + began.duration(to: deadline) <= now {
                return true
            }
            guard let limit = info.heartbeatTimeout else { return false }
            return (heartbeats.lastTaken ?? start) + limit <= now
        }
    }

    /// How long after a timeout of the server's an attempt is canceled here, so that nothing is canceled which the server has just
    /// heard of. The same as in Temporal's other SDKs.
    static let timeoutMargin: Duration = .seconds(5)

    private struct State {
        /// The Swift tasks of all activities, by the tokens of their tasks.
        var swiftTasks: [Bytes: _Concurrency.Task<Void, Never>] = [:]
        /// Those whose code runs.
        var running: [Bytes: Running] = [:]
        /// Why those are to stop whose code has not begun.
        var early: [Bytes: ActivityCancellation] = [:]
        var isStopping = false
    }

    private let service: WorkerService
    private let registry: Registry
    private let options: WorkerOptions
    private let converter: DataConverter
    private let statistics: WorkerStatistics
    private let shutdown: Notice
    private let heartbeatThrottle: Double
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameter heartbeatThrottle: the shortest time between two heartbeats, as a part of their timeout.
    init(
        service: WorkerService, registry: Registry, options: WorkerOptions, converter: DataConverter,
        statistics: WorkerStatistics, shutdown: Notice, heartbeatThrottle: Double = 0.8, logger: Logger
    ) {
        self.service = service
        self.registry = registry
        self.options = options
        self.converter = converter
        self.statistics = statistics
        self.shutdown = shutdown
        self.heartbeatThrottle = heartbeatThrottle
        self.logger = logger
    }

    /// Runs the activity that `task` names and reports how it ended, in a Swift task of its own, and gives the slot back.
    ///
    /// - Parameter isEager: whether it came with the completion that scheduled it, and not from a poll.
    func start(_ task: Task, in slot: Slot, isEager: Bool = false) {
        metrics(of: task)?.took(task, isEager: isEager)
        let end = slot.work(
            SlotUse(
                kind: .activity, type: task.activityType?.name ?? "",
                workflowID: task.workflowExecution?.workflowID ?? ""))
        state.withLock { state in
            state.swiftTasks[task.taskToken] = _Concurrency.Task.detached { [self] in
                let report = await perform(task)
                self.state.withLock { state in
                    state.swiftTasks[task.taskToken] = nil
                    state.early[task.taskToken] = nil
                }
                guard let report else { return end() }
                // A task of its own, for a canceled one could not tell the server; and it wakes nothing but the wire.
                _Concurrency.Task.immediateDetached(executorPreference: service.client.executor) {
                    await report()
                    end()
                }
            }
        }
    }

    private func metrics(of task: Task) -> ActivityTaskMetrics? {
        statistics.metrics.activityTask(task.activityType?.name ?? "", of: task.workflowType?.name ?? "")
    }

    /// Counts a task that was answered.
    private func count(_ task: Task, isFailure: Bool, reason: FailureReason = .activity) {
        statistics.activityTasks.count(isFailure: isFailure)
        if isFailure { metrics(of: task)?.failures.count(reason) }
    }

    private typealias Report = @Sendable () async -> Void

    /// Runs the activity; returns what tells the server how it ended, or nil where there is nothing to tell.
    nonisolated(nonsending) private func perform(_ task: Task) async -> Report? {
        guard converter.hasCodecs else { return await performDecoded(task) }
        do throws(PayloadCodecError) {
            return await performDecoded(try await converter.decodePayloads(in: task))
        } catch {
            return { [self] in await fail(task, error, details: nil, logger: logger) }
        }
    }

    nonisolated(nonsending) private func performDecoded(_ task: Task) async -> Report? {
        // The details that the server keeps for the next attempt.
        let kept = Mutex((task.heartbeatDetails?.payloads ?? []).map { $0.copied() })
        let heartbeats = Heartbeats(
            interval: Heartbeats.interval(
                timeout: task.heartbeatTimeout, part: heartbeatThrottle,
                maximum: options.maxHeartbeatThrottleInterval),
            send: { [service, logger] details in
                do {
                    let cancellation = try await service.heartbeat(task, details: details)
                    kept.withLock { $0 = details }
                    return cancellation
                } catch let error as HeartbeatTooLarge {
                    // The activity lives all the same. A heartbeat without details would take those that are kept away.
                    logger.warning("a heartbeat is sent with the details of the one before: \(error.reason)")
                    return try await service.heartbeat(task, details: kept.withLock { $0 })
                } catch {
                    // What is interrupted because the activity has ended has not failed.
                    if !_Concurrency.Task.isCancelled { logger.warning("a heartbeat waits: \(error)") }
                    throw error
                }
            },
            onCancel: { [weak self] in self?.cancel(task.taskToken, $0) })
        let context = ActivityContext(
            info: ActivityInfo(task, namespace: service.namespace, taskQueue: service.taskQueue), logger: logger,
            metrics: statistics.authorsMetrics, converter: converter,
            lastDetails: task.heartbeatDetails?.payloads ?? [], shutdown: shutdown,
            interceptors: options.activityInterceptors, recordHeartbeat: { heartbeats.record($0) })
        guard let result = await run(task, context, heartbeats) else { return nil }
        heartbeats.close()
        return { [self] in await report(result, of: task, context: context, details: heartbeats.unsentDetails) }
    }

    /// Cancels, once a second, the attempts whose time has passed, until it is canceled itself.
    func watchTimeouts() async {
        while (try? await _Concurrency.Task.sleep(for: .seconds(1))) != nil {
            let now = ContinuousClock.now
            let late = state.withLock { state in
                state.running.filter { $0.value.context.cancellation == nil && $0.value.isTimedOut(at: now) }.map(\.key)
            }
            for token in late { cancel(token, .timedOut) }
        }
    }

    /// Cancels everything that runs, and what begins from now on; what it reports is retryable.
    func cancelAll() {
        let tokens = state.withLock { state in
            state.isStopping = true
            return Array(state.running.keys)
        }
        for token in tokens { cancel(token, .workerShutdown) }
    }

    /// Reports what still runs as retryable, though it goes on: what it returns or throws later counts no more.
    func giveBack(within limit: Duration) async {
        let left = state.withLock { state in
            defer { state.running = [:] }
            return Array(state.running.values)
        }
        let reports = _Concurrency.Task {
            await withTaskGroup { group in
                for running in left {
                    running.heartbeats.close()
                    group.addTask {
                        await self.report(
                            .failure(CancellationError()), of: running.task, context: running.context,
                            details: running.heartbeats.unsentDetails)
                    }
                }
            }
        }
        let clock = _Concurrency.Task {
            try await _Concurrency.Task.sleep(for: limit)
            reports.cancel()
        }
        await reports.value
        clock.cancel()
    }

    /// Cancels an activity, if it runs here, or is about to.
    func cancel(_ token: Bytes, _ reason: ActivityCancellation) {
        let swiftTask = state.withLock { state -> _Concurrency.Task<Void, Never>? in
            guard let running = state.running[token] else {
                if state.swiftTasks[token] != nil { state.early[token] = reason }
                return nil
            }
            running.context.cancel(reason)
            return state.swiftTasks[token]
        }
        // Runs the author's cancellation handlers, so not under the lock.
        swiftTask?.cancel()
    }

    /// The activity's result; nil where it came after the task was given back.
    nonisolated(nonsending) private func run(
        _ task: Task, _ context: ActivityContext, _ heartbeats: Heartbeats
    ) async -> Result<Payload, any Error>? {
        let definition = registry.activity(context.task.activityType)
        let start = ContinuousClock.now
        let reason = state.withLock { state in
            state.running[task.taskToken] = Running(
                task: task, context: context, heartbeats: heartbeats, start: start)
            return state.early[task.taskToken] ?? (state.isStopping ? .workerShutdown : nil)
        }
        if let reason { cancel(task.taskToken, reason) }
        let result: Result<Payload, any Error>
        do {
            result = .success(
                try await ActivityContext.$running.withValue(context) {
                    let arguments = task.input?.payloads ?? []
                    let interceptors = options.activityInterceptors
                    if interceptors.isEmpty { return try await definition.run(arguments, converter) }
                    return try await definition.run(
                        arguments, task.header, converter, info: context.task, through: interceptors)
                })
        } catch {
            result = .failure(error)
        }
        metrics(of: task)?.executed(since: start)
        return state.withLock { $0.running.removeValue(forKey: task.taskToken) }.map { _ in result }
    }

    nonisolated(nonsending) private func report(
        _ result: Result<Payload, any Error>, of task: Task, context: ActivityContext, details: [Payload]?
    ) async {
        switch (result, context.cancellation) {
        case (.success(let payload), _):
            do throws(PayloadCodecError) {
                guard let failure = try await service.complete(task, result: payload, logger: context.logger) else {
                    metrics(of: task)?.succeeded(task)
                    return count(task, isFailure: false)
                }
                count(task, isFailure: true, reason: .payloadsTooLarge)
                context.logger.warning("activity failed: \(failure.message)")
                await service.fail(task, failure: failure, details: details, logger: context.logger)
            } catch {
                await fail(task, error, details: details, logger: context.logger)
            }
        case (.failure, .notFound):
            // The server no longer knows the task; there is nobody to tell.
            context.logger.debug("the activity's task is no longer known to the server")
        case (.failure(let error), let cancellation):
            switch converter.activityAnswer(to: error, reason: cancellation) {
            case .cancel(let canceled):
                await service.cancel(task, details: canceled, logger: context.logger)
                count(task, isFailure: false)
                metrics(of: task)?.cancellations.increment()
            case .completeLater:
                count(task, isFailure: false)
                // What was not sent is what whoever completes it may want to be known.
                if let details { _ = try? await service.heartbeat(task, details: details) }
            case .fail(let failure):
                // One that ended because its worker stops has not failed either.
                let isStopped = cancellation == .workerShutdown && DataConverter.isCancellation(error)
                count(task, isFailure: !failure.isBenign && !isStopped)
                context.logger.log(level: failure.isBenign ? .debug : .warning, "activity failed: \(error)")
                await service.fail(task, failure: failure, details: details, logger: context.logger)
            }
        }
    }

    /// Fails a task whose payloads a codec refused; the server tries it again.
    private func fail(_ task: Task, _ error: PayloadCodecError, details: [Payload]?, logger: Logger) async {
        count(task, isFailure: true)
        logger.warning(
            "activity failed: \(error)",
            metadata: ["activity_id": "\(task.activityID)", "activity_type": "\(task.activityType?.name ?? "")"])
        await service.fail(task, failure: .codec(error), details: details, logger: logger)
    }
}

extension API.Failure.Failure {
    /// Whether whoever threw it expects it in normal operation.
    var isBenign: Bool {
        guard case .applicationFailureInfo(let info) = failureInfo else { return false }
        return info.category == .benign
    }
}
