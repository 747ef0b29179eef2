// One local activity from its first attempt to its last: slots, timeouts, retries, cancellation.

import CoreMetrics
import Logging
import Synchronization
import TemporalCore
import TemporalWorkflow

/// Runs one local activity.
final class LocalActivityExecution: Sendable {
    private struct State {
        var cancellation: ActivityCancellation?
        /// The Swift task of the attempts and the waits between them.
        var all: Task<Void, Never>?
        /// The Swift task of the attempt that runs, and its context.
        var attempt: (task: Task<Void, Never>, context: ActivityContext)?
    }

    /// How an attempt ended.
    private enum Ending: Sendable {
        case completed(Payload)
        case failed(API.Failure.Failure, isRetryable: Bool)
    }

    private let task: LocalActivityTask
    private let definition: ActivityDefinition
    private let info: ActivityInfo
    private let converter: DataConverter
    private let interceptors: [any ActivityInterceptor]
    private let slots: Slots
    private let limits: SizeLimits
    private let metrics: LocalActivityMetrics?
    private let authorsMetrics: any MetricsFactory
    private let shutdown: Notice
    private let logger: Logger
    private let begin = ContinuousClock.now
    private let originalScheduleTime: Timestamp
    /// When all attempts have to have ended.
    private let closing: ContinuousClock.Instant?
    private let report = Answer<LocalActivityReport>()
    private let state = Mutex(State())

    init(
        _ task: LocalActivityTask, definition: ActivityDefinition, info: ActivityInfo, converter: DataConverter,
        interceptors: [any ActivityInterceptor], slots: Slots, limits: SizeLimits, metrics: LocalActivityMetrics?,
        authorsMetrics: any MetricsFactory, shutdown: Notice, logger: Logger
    ) {
        self.task = task
        self.definition = definition
        self.info = info
        self.converter = converter
        self.interceptors = interceptors
        self.slots = slots
        self.limits = limits
        self.metrics = metrics
        self.authorsMetrics = authorsMetrics
        self.shutdown = shutdown
        self.logger = logger
        let now = Timestamp.now
        let original = task.originalScheduleTime ?? now
        originalScheduleTime = original
        closing = task.options.scheduleToClose.map { [begin] in begin + ($0 - max(.zero, original.duration(to: now))) }
    }

    /// Runs the activity, and reports once how it ended.
    func start(then end: @escaping @Sendable (LocalActivityReport) -> Void) {
        let all = Task.detached { [self] in report.give(.ended(await run())) }
        Task.detached { [report] in end(await report.wait()) }
        let isCanceled = state.withLock { state in
            state.all = all
            return state.cancellation != nil
        }
        if isCanceled { all.cancel() }
    }

    /// Asks the activity to end. One that is to run in another worker is not waited for.
    func cancel(_ reason: ActivityCancellation) {
        let (all, attempt) = state.withLock { state in
            if state.cancellation == nil { state.cancellation = reason }
            return (state.all, state.attempt)
        }
        if reason == .workerShutdown { report.give(.handedOver) }
        // Runs the author's cancellation handlers, so not under the lock.
        attempt?.context.cancel(reason)
        attempt?.task.cancel()
        all?.cancel()
    }

    private var isCanceled: Bool { state.withLock { $0.cancellation != nil } }

    /// Tries until an attempt succeeds or no other may follow.
    private func run() async -> LocalActivityResult {
        var attempt = task.attempt
        while true {
            let failure: API.Failure.Failure
            switch await tryOnce(attempt) {
            case .completed(let payload):
                metrics?.succeeded(since: originalScheduleTime)
                return result(.completed(payload), attempt)
            case .failed(let reason, let isRetryable):
                guard isRetryable, !isCanceled, let delay = delay(after: reason, attempt) else {
                    return result(.failed(reason), attempt)
                }
                if let closing, ContinuousClock.now + delay >= closing {
                    return result(.failed(.timeout(.scheduleToClose, cause: reason)), attempt)
                }
                if delay > task.options.localRetryThreshold {
                    return result(.failed(reason), attempt, backoff: delay)
                }
                failure = reason
                try? await Task.sleep(for: delay)
            }
            // Canceled between two attempts, it ends with the failure of the last one as the cause.
            if isCanceled { return result(.failed(.canceled(cause: failure)), attempt) }
            attempt += 1
        }
    }

    private func result(
        _ outcome: LocalActivityResult.Outcome, _ attempt: Int, backoff: Duration? = nil
    ) -> LocalActivityResult {
        LocalActivityResult(
            outcome: outcome, attempt: attempt, runtime: ContinuousClock.now - begin, backoff: backoff,
            originalScheduleTime: originalScheduleTime)
    }

    private func delay(after failure: API.Failure.Failure, _ attempt: Int) -> Duration? {
        let policy = task.options.retryPolicy ?? RetryPolicy()
        guard case .applicationFailureInfo(let application) = failure.failureInfo else {
            return policy.delay(afterAttempt: attempt)
        }
        if application.nonRetryable || policy.nonRetryableErrorTypes.contains(application.type) { return nil }
        guard let delay = policy.delay(afterAttempt: attempt) else { return nil }
        return application.nextRetryDelay ?? delay
    }

    private func tryOnce(_ attempt: Int) async -> Ending {
        let waiting = attempt == task.attempt ? task.options.scheduleToStart.map { begin + $0 } : nil
        guard let slot = await slots.take(until: [waiting, closing].compactMap(\.self).min()) else {
            if isCanceled { return .failed(.canceled(), isRetryable: false) }
            let isClosed = closing.map { $0 <= .now } ?? false
            return .failed(.timeout(isClosed ? .scheduleToClose : .scheduleToStart), isRetryable: false)
        }
        let start = ContinuousClock.now
        let startToClose = task.options.startToClose.map { start + $0 }
        let deadline = [startToClose, closing].compactMap(\.self).min()
        var info = info
        (info.attempt, info.startedTime) = (attempt, .now)
        info.deadline = deadline.map { Timestamp.now + (start.duration(to: $0)) }
        let context = ActivityContext(
            local: info, logger: logger, metrics: authorsMetrics, converter: converter, shutdown: shutdown,
            interceptors: interceptors)
        metrics?.began()
        let ending = await perform(context, in: slot, until: deadline)
        metrics?.executed(since: start)
        guard let ending else {
            metrics?.failures.count(.timeout)
            let isClosed = closing == deadline
            return .failed(.timeout(isClosed ? .scheduleToClose : .startToClose), isRetryable: !isClosed)
        }
        return ending
    }

    /// Runs the activity's code once; nil where it takes too long. What it returns or throws later counts no more.
    private func perform(
        _ context: ActivityContext, in slot: Slot, until deadline: ContinuousClock.Instant?
    ) async -> Ending? {
        let answer = Answer<Result<Payload, any Error>?>()
        let end = slot.work(SlotUse(kind: .localActivity, type: task.activityType, workflowID: task.workflowID))
        let work = Task.detached { [self] in
            let result: Result<Payload, any Error>
            do {
                result = .success(
                    try await ActivityContext.$running.withValue(context) {
                        if interceptors.isEmpty { return try await definition.run(task.input, converter) }
                        return try await definition.run(
                            task.input, .init(task.headers), converter, info: context.task, through: interceptors)
                    })
            } catch {
                result = .failure(error)
            }
            end()
            answer.give(result)
        }
        let cancellation = state.withLock { state in
            state.attempt = (work, context)
            return state.cancellation
        }
        if let cancellation {
            context.cancel(cancellation)
            work.cancel()
        }
        let clock = deadline.map { deadline in
            Task.detached {
                try await Task.sleep(until: deadline, clock: .continuous)
                answer.give(nil)
            }
        }
        let result = await answer.wait()
        clock?.cancel()
        state.withLock { $0.attempt = nil }
        guard let result else {
            context.cancel(.timedOut)
            work.cancel()
            return nil
        }
        return ending(result, context)
    }

    private func ending(_ result: Result<Payload, any Error>, _ context: ActivityContext) -> Ending {
        switch result {
        case .success(let payload):
            guard let excess = limits.excess(in: .init(payload), "the result of local activity \(info.activityType)")
            else { return .completed(payload) }
            metrics?.failures.count(.payloadsTooLarge)
            return .failed(
                .application(excess, type: SizeLimits.failureType, isNonRetryable: true), isRetryable: false)
        case .failure(let error):
            switch converter.activityAnswer(to: error, reason: context.cancellation) {
            case .cancel(let details):
                metrics?.cancellations.increment()
                return .failed(.canceled(details: details), isRetryable: false)
            case .completeLater:
                metrics?.failures.count(.activity)
                return .failed(
                    .application(
                        "local activity \(info.activityType) threw CompleteAsyncError, but only an activity of a task "
                            + "queue can be completed by a client: schedule it with execute",
                        type: "CompleteAsyncError", isNonRetryable: true), isRetryable: false)
            case .fail(let failure):
                if !failure.isBenign { metrics?.failures.count(.activity) }
                context.logger.log(level: failure.isBenign ? .debug : .warning, "local activity failed: \(error)")
                return .failed(failure, isRetryable: true)
            }
        }
    }
}

extension RetryPolicy {
    /// How long to wait before the attempt after `attempt`; nil where that was the last. Each wait is the one before it times the
    /// coefficient, up to the longest one.
    func delay(afterAttempt attempt: Int) -> Duration? {
        if let maximumAttempts, maximumAttempts > 0, attempt >= maximumAttempts { return nil }
        let initial = (initialInterval ?? .seconds(1)) / .seconds(1)
        // Ten years: more is no time that a timer can have.
        let longest = max(0, min(maximumInterval.map { $0 / .seconds(1) } ?? initial * 100, 315_360_000))
        // What is no number of the author's counts as no growth.
        let coefficient = backoffCoefficient.flatMap { $0.isNaN ? 1 : $0 } ?? 2
        var delay = min(initial, longest)
        for _ in 1..<max(attempt, 1) {
            delay *= coefficient
            if delay >= longest { return .seconds(longest) }
        }
        return .seconds(max(0, delay))
    }
}

extension API.Failure.Failure {
    /// A timeout of an activity.
    fileprivate static func timeout(_ type: API.Enums.TimeoutType, cause: API.Failure.Failure? = nil) -> Self {
        var failure = API.Failure.Failure()
        let name =
            switch type {
            case .startToClose: "startToClose"
            case .scheduleToStart: "scheduleToStart"
            default: "scheduleToClose"
            }
        failure.message = "the local activity took longer than its \(name)"
        failure.cause = cause
        failure.failureInfo = .timeoutFailureInfo(.with { $0.timeoutType = type })
        return failure
    }

    fileprivate static func canceled(cause: API.Failure.Failure) -> Self {
        var failure = canceled()
        failure.cause = cause
        return failure
    }
}
