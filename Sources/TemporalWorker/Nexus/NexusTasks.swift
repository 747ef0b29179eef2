// Nexus tasks from poll to answer.

import Logging
import Synchronization
import TemporalCore
import TemporalWorkflow

/// Executes the Nexus tasks of one worker.
final class NexusTasks: Sendable {
    typealias Task = API.WorkflowService.PollNexusTaskQueueResponse

    private let client: TemporalClient
    private let service: WorkerService
    private let registry: Registry
    private let interceptors: [any NexusInterceptor]
    private let statistics: WorkerStatistics
    private let logger: Logger
    private let maxLeftBehind: Int
    /// How many handlers run on after their time and hold no slot.
    private let leftBehind = Mutex(0)
    /// The Swift tasks of the handlers that run, by the tokens of their tasks; the slots bound their number.
    private let running = Mutex<[Bytes: _Concurrency.Task<Void, Never>]>([:])

    /// - Parameter maxLeftBehind: how many handlers may run on after their time without a slot.
    init(
        client: TemporalClient, service: WorkerService, registry: Registry, interceptors: [any NexusInterceptor],
        maxLeftBehind: Int, statistics: WorkerStatistics, logger: Logger
    ) {
        self.client = client
        self.service = service
        self.registry = registry
        self.interceptors = interceptors
        self.statistics = statistics
        self.logger = logger
        self.maxLeftBehind = maxLeftBehind
    }

    /// Handles the request that `task` brings and answers it; then gives the slot back.
    func start(_ task: Task, in slot: Slot) {
        let operation = Self.operation(of: task)
        let end = slot.work(SlotUse(kind: .nexusTask, type: operation, workflowID: ""))
        let metrics = metrics(of: task)
        metrics?.took(task)
        let start = ContinuousClock.now
        running.withLock { running in
            running[task.taskToken] = _Concurrency.Task.detached { [self] in
                let handlerEnd = Notice()
                let answer = await handle(task, handlerEnd)
                metrics?.executed(since: start)
                self.running.withLock { $0[task.taskToken] = nil }
                // A task of its own, for a canceled one could not tell the server.
                await _Concurrency.Task.detached { [service, logger] in
                    await service.answer(task, answer, logger: logger)
                }.value
                metrics?.answered(task)
                await waitUnlessLeftBehind(handlerEnd, operation)
                end()
            }
        }
    }

    /// Waits for the end of a handler that runs on after its time, where there are too many of its kind already.
    private func waitUnlessLeftBehind(_ handlerEnd: Notice, _ operation: String) async {
        if handlerEnd.isGiven { return }
        let isLeftBehind = leftBehind.withLock { count in
            guard count < maxLeftBehind else { return false }
            count += 1
            return true
        }
        let waiting = _Concurrency.Task.detached { [self] in
            try? await handlerEnd.wait()
            if isLeftBehind { leftBehind.withLock { $0 -= 1 } }
        }
        if isLeftBehind { return }
        logger.warning(
            "the handler of \(operation) runs on after its time, as \(maxLeftBehind) others do: it keeps its slot")
        await waiting.value
    }

    /// Service and operation, joined by a slash.
    private static func operation(of task: Task) -> String {
        switch task.request?.variant {
        case .startOperation(let start): "\(start.service)/\(start.operation)"
        case .cancelOperation(let cancel): "\(cancel.service)/\(cancel.operation)"
        case nil: ""
        }
    }

    private func metrics(of task: Task) -> NexusTaskMetrics? {
        statistics.metrics.nexusTasks[Self.operation(of: task)]
    }

    /// Cancels the handlers that run; their callers try again.
    func cancelAll() {
        for task in running.withLock({ Array($0.values) }) { task.cancel() }
    }

    /// Gives `end` when the handler has ended, which may be later.
    private func handle(_ task: Task, _ end: Notice) async -> Result<API.Nexus.Response, NexusHandlerFailure> {
        var task = task
        do {
            if service.converter.hasCodecs { task = try await service.converter.decodePayloads(in: task) }
            let request = task.request ?? API.Nexus.Request()
            let limit = request.header["request-timeout"].flatMap(Self.duration)
            let response = try await limited(to: limit) { [self] in
                defer { end.give() }
                switch request.variant {
                case .startOperation(let start): return try await perform(start, request, limit)
                case .cancelOperation(let cancel): return try await perform(cancel, request, limit)
                case nil:
                    throw NexusHandlerFailure(
                        "the request is of a kind that is not known here", type: "NOT_IMPLEMENTED", isRetryable: false)
                }
            }
            statistics.nexusTasks.count(isFailure: false)
            if case .startOperation(let start) = response.variant, case .failure(let failure) = start.variant {
                let isCanceled = if case .canceledFailureInfo = failure.failureInfo { true } else { false }
                metrics(of: task)?.failures.count(.nexusOperation(isCanceled ? .canceled : .failed))
            }
            return .success(response)
        } catch {
            // It may never have begun.
            if !(error is TookTooLong) { end.give() }
            statistics.nexusTasks.count(isFailure: true)
            logger.warning("a Nexus task failed: \(error)")
            let failure = Self.failure(error)
            metrics(of: task)?.failures.count(error is TookTooLong ? .timeout : .nexusHandler(failure.type))
            return .failure(failure)
        }
    }

    /// Runs `body`, which is canceled and left behind when the caller has stopped waiting.
    private func limited<R: Sendable>(
        to limit: Duration?, _ body: @escaping @Sendable () async throws -> R
    ) async throws -> R {
        guard let limit else { return try await body() }
        return try await leavingBehind(after: limit, body)
    }

    private func perform(
        _ start: API.Nexus.StartOperationRequest, _ request: API.Nexus.Request, _ limit: Duration?
    ) async throws -> API.Nexus.Response {
        let handler = try handler(start.service, start.operation)
        let context = NexusContext(
            service: start.service, operation: start.operation, endpoint: request.endpoint, headers: request.header,
            requestID: start.requestID, deadline: limit.map { Timestamp.now + $0 }, taskQueue: service.taskQueue,
            client: client, logger: operationLogger(start.service, start.operation), request: start)
        var response = API.Nexus.StartOperationResponse()
        do {
            let input = HandleNexusStartInput(context: context, input: start.payload ?? Payload())
            let links = OperationLinks(inbound: NexusLinks.links(start.links, most: 10))
            defer { links.close() }
            let outcome: NexusOutcome = try await OperationLinks.$current.withValue(links) {
                try await intercept(
                    interceptors[...], input, { try await $0.startOperation($1, next: $2) }
                ) { NexusOutcome(try await handler.start($0.input, $0.context)) }
            }
            let outbound = links.outbound.compactMap { NexusLinks.address(of: $0) }
            switch outcome.value {
            case .result(let payload):
                response.variant = .syncSuccess(
                    .with {
                        $0.payload = payload
                        $0.links = outbound
                    })
            case .started(let token, let link):
                response.variant = .asyncSuccess(
                    .with {
                        $0.operationToken = token
                        $0.links = (link.map { [$0] } ?? []) + outbound
                    })
            }
        } catch let error as NexusOperationError {
            let failure: any Error =
                switch error.state {
                case .failed: ApplicationFailure(error.description, type: "OperationError", nonRetryable: true)
                case .canceled: CanceledFailure(error.description)
                }
            response.variant = .failure(service.converter.failure(from: failure))
        }
        return .with { $0.variant = .startOperation(response) }
    }

    private func perform(
        _ cancel: API.Nexus.CancelOperationRequest, _ request: API.Nexus.Request, _ limit: Duration?
    ) async throws -> API.Nexus.Response {
        let token = cancel.operationToken.isEmpty ? cancel.operationID : cancel.operationToken
        let handler = try handler(cancel.service, cancel.operation)
        let context = NexusCancelContext(
            service: cancel.service, operation: cancel.operation, endpoint: request.endpoint, headers: request.header,
            deadline: limit.map { Timestamp.now + $0 }, taskQueue: service.taskQueue, client: client,
            logger: operationLogger(cancel.service, cancel.operation))
        let input = HandleNexusCancelInput(
            service: cancel.service, operation: cancel.operation, headers: request.header, token: token)
        try await intercept(interceptors[...], input, { try await $0.cancelOperation($1, next: $2) }) {
            try await handler.cancel($0.token, context)
        }
        return .with { $0.variant = .cancelOperation(.init()) }
    }

    /// A logger that names an operation.
    private func operationLogger(_ service: String, _ operation: String) -> Logger {
        var logger = logger
        logger[metadataKey: "nexus_service"] = "\(service)"
        logger[metadataKey: "nexus_operation"] = "\(operation)"
        return logger
    }

    private func handler(_ service: String, _ operation: String) throws -> NexusHandler {
        if let handler = registry.nexusHandlers["\(service)/\(operation)"] { return handler }
        let known = registry.nexusHandlers.keys.sorted().joined(separator: ", ")
        throw NexusHandlerFailure(
            "there is no operation \(service)/\(operation) in this worker, which has \(known)", type: "NOT_FOUND",
            isRetryable: false)
    }

    /// The kind of failure that the caller's server is told, and whether it tries again.
    private static func failure(_ error: any Error) -> NexusHandlerFailure {
        switch error {
        case let failure as NexusHandlerFailure: return failure
        case is TookTooLong: return NexusHandlerFailure("\(error)", type: "UPSTREAM_TIMEOUT")
        case let failure as ApplicationFailure:
            return NexusHandlerFailure(
                failure.message, type: "INTERNAL", isRetryable: failure.nonRetryable ? false : nil, cause: failure)
        case let error as WorkflowAlreadyStartedError:
            return NexusHandlerFailure("\(error)", type: "INTERNAL", isRetryable: false, cause: error)
        case let error as InvalidOptionError:
            // As if the server had refused it.
            return NexusHandlerFailure("\(error)", type: "BAD_REQUEST", cause: error)
        case let error as RPCError:
            let (type, isRetryable): (String, Bool?) =
                switch error.code {
                case .invalidArgument: ("BAD_REQUEST", nil)
                case .notFound: ("NOT_FOUND", nil)
                case .alreadyExists, .failedPrecondition, .outOfRange: ("INTERNAL", false)
                case .aborted, .unavailable: ("UNAVAILABLE", nil)
                case .resourceExhausted: ("RESOURCE_EXHAUSTED", nil)
                case .unimplemented: ("NOT_IMPLEMENTED", nil)
                case .deadlineExceeded: ("UPSTREAM_TIMEOUT", nil)
                default: ("INTERNAL", nil)
                }
            return NexusHandlerFailure("\(error)", type: type, isRetryable: isRetryable, cause: error)
        default:
            return NexusHandlerFailure("\(error)", type: "INTERNAL", cause: error)
        }
    }

    /// The length of time that a header says: `1.5s`, `300ms`, `2m`.
    static func duration(_ text: String) -> Duration? {
        let units: [(name: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60)]
        for unit in units where text.hasSuffix(unit.name) {
            guard let number = Double(text.dropLast(unit.name.count)), number >= 0, number < 1e9 else { return nil }
            return .seconds(number * unit.seconds)
        }
        return nil
    }
}
