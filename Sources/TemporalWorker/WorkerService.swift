// A worker's side of the service: the requests it makes, with everything that each of them has to carry.
// Payloads leave through the codecs here; what came in is decoded where it is first needed. Without codecs nobody looks for them.

import Logging
import TemporalCore
import TemporalWorkflow

/// The calls of one worker on one task queue.
struct WorkerService: Sendable {
    let client: ServiceClient
    let converter: DataConverter
    let taskQueue: String
    /// The queue of this worker alone, on which cached runs go on; nil caches nothing.
    let stickyQueue: String?
    /// Names this worker among all that the server knows.
    let instanceKey: String
    /// How much the server takes.
    let limits = SizeLimits()

    var namespace: String { client.namespace }
    var identity: String { client.identity }

    // MARK: Workflow tasks

    /// Waits for a workflow task; nil where the server had none.
    func pollWorkflowTask(isSticky: Bool) async throws(RPCError) -> API.WorkflowService.PollWorkflowTaskQueueResponse? {
        var request = API.WorkflowService.PollWorkflowTaskQueueRequest()
        request.namespace = namespace
        request.taskQueue = isSticky ? stickyTaskQueue : API.TaskQueue.TaskQueue(name: taskQueue)
        request.identity = identity
        request.workerInstanceKey = instanceKey
        let task = try await client.callOnce(RPCs.pollWorkflowTaskQueue, request)
        return task.taskToken.isEmpty ? nil : task
    }

    private var stickyTaskQueue: API.TaskQueue.TaskQueue? {
        stickyQueue.map { name in
            .with {
                $0.name = name
                $0.kind = .sticky
                $0.normalName = taskQueue
            }
        }
    }

    /// Fetches the pages of a run's history.
    func fetchHistory(of execution: API.Common.WorkflowExecution?) -> WorkflowRun.FetchPage {
        { [client, converter] token in
            var request = API.WorkflowService.GetWorkflowExecutionHistoryRequest()
            request.namespace = client.namespace
            request.execution = execution
            request.nextPageToken = token
            var response = try await client.call(RPCs.getWorkflowExecutionHistory, request)
            if converter.hasCodecs { response = try await converter.decodePayloads(in: response) }
            return HistoryPage(events: response.history?.events ?? [], nextPageToken: response.nextPageToken)
        }
    }

    /// Completes a workflow task.
    ///
    /// - Throws: `WorkflowTaskFailure` where it cannot be sent or is too large; `RPCError` where the server did not take it.
    func complete(
        _ task: API.WorkflowService.PollWorkflowTaskQueueResponse, _ completion: WorkflowTaskCompletion, isCached: Bool
    ) async throws -> API.WorkflowService.RespondWorkflowTaskCompletedResponse {
        var request = API.WorkflowService.RespondWorkflowTaskCompletedRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.commands = completion.commands
        request.messages = completion.messages
        request.sdkMetadata = completion.metadata
        request.workerInstanceKey = instanceKey
        request.capabilities = .with { $0.discardSpeculativeWorkflowTaskWithEvents = true }
        request.returnNewWorkflowTask = isCached
        if isCached, let stickyTaskQueue {
            request.stickyAttributes = .with {
                $0.workerTaskQueue = stickyTaskQueue
                $0.scheduleToStartTimeout = .seconds(10)
            }
        }
        request.queryResults = completion.answers.mapValues { answer in
            .with {
                switch answer {
                case .success(let payload):
                    $0.resultType = .answered
                    $0.answer = .init(payload)
                case .failure(let error):
                    $0.resultType = .failed
                    $0.errorMessage = error.failure.message
                    $0.failure = error.failure
                }
            }
        }
        if converter.hasCodecs {
            do { request = try await converter.encodePayloads(in: request) } catch { throw WorkflowTaskFailure(error) }
        }
        if let excess = limits.excess(in: request) { throw Self.taskFailure(excess) }
        do throws(RPCError) {
            return try await client.call(RPCs.respondWorkflowTaskCompleted, request)
        } catch {
            guard error.isMessageTooLarge else { throw error }
            throw Self.taskFailure(SizeLimits.refused("a workflow task's completion", error))
        }
    }

    /// The failure of a workflow task whose completion is too large. Its cause is not GRPC_MESSAGE_TOO_LARGE, for which the
    /// server terminates the workflow.
    private static func taskFailure(_ excess: String) -> WorkflowTaskFailure {
        WorkflowTaskFailure(cause: .payloadsTooLarge, message: excess, type: SizeLimits.failureType)
    }

    /// Fails a workflow task. Where a codec cannot encode the failure, that is what the server is told.
    func fail(
        _ task: API.WorkflowService.PollWorkflowTaskQueueResponse, _ failure: WorkflowTaskFailure, logger: Logger
    ) async {
        var request = API.WorkflowService.RespondWorkflowTaskFailedRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.cause = failure.cause
        request.failure = failure.failure
        if converter.hasCodecs {
            await encode(&request) { request, error in request.failure = .codec(error) }
        }
        let what = "a workflow task's failure"
        if let refusal = await report(RPCs.respondWorkflowTaskFailed, request, what, logger) {
            request.failure = Self.failure(instead: what, refusal)
            await report(RPCs.respondWorkflowTaskFailed, request, what, logger)
        }
    }

    /// Answers a query that came alone.
    func answer(
        _ task: API.WorkflowService.PollWorkflowTaskQueueResponse, _ answer: Result<Payload, QueryError>, logger: Logger
    ) async {
        var request = API.WorkflowService.RespondQueryTaskCompletedRequest()
        request.namespace = namespace
        request.taskToken = task.taskToken
        switch answer {
        case .success(let payload):
            request.completedType = .answered
            request.queryResult = .init(payload)
        case .failure(let error):
            request.completedType = .failed
            request.errorMessage = error.failure.message
            request.failure = error.failure
        }
        if converter.hasCodecs {
            await encode(&request) { request, error in
                request.completedType = .failed
                request.queryResult = nil
                request.errorMessage = error.description
                request.failure = .codec(error)
            }
        }
        let what = "a query's answer"
        if let refusal = await report(RPCs.respondQueryTaskCompleted, request, what, logger) {
            let failure = Self.failure(instead: what, refusal)
            request.completedType = .failed
            request.queryResult = nil
            request.errorMessage = failure.message
            request.failure = failure
            await report(RPCs.respondQueryTaskCompleted, request, what, logger)
        }
    }

    // MARK: Activity tasks

    /// Waits for an activity task; nil where the server had none.
    func pollActivityTask() async throws(RPCError) -> API.WorkflowService.PollActivityTaskQueueResponse? {
        var request = API.WorkflowService.PollActivityTaskQueueRequest()
        request.namespace = namespace
        request.taskQueue = API.TaskQueue.TaskQueue(name: taskQueue)
        request.identity = identity
        request.workerInstanceKey = instanceKey
        let task = try await client.callOnce(RPCs.pollActivityTaskQueue, request)
        return task.taskToken.isEmpty ? nil : task
    }

    /// Tells the server that an activity is alive; returns why it is to stop, if it is.
    ///
    /// - Throws: where a codec could not encode the details; nothing is sent then.
    func heartbeat(
        _ task: API.WorkflowService.PollActivityTaskQueueResponse, details: [Payload], logger: Logger
    ) async throws(PayloadCodecError) -> ActivityCancellation? {
        var request = API.WorkflowService.RecordActivityTaskHeartbeatRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.details = details.isEmpty ? nil : .init(details)
        if converter.hasCodecs { request = try await converter.encodePayloads(in: request) }
        do throws(RPCError) {
            let response = try await client.call(RPCs.recordActivityTaskHeartbeat, request)
            if response.cancelRequested { return .requested }
            if response.activityReset { return .reset }
            return response.activityPaused ? .paused : nil
        } catch {
            if error.code == .notFound { return .notFound }
            logger.warning("a heartbeat was lost: \(error)")
            return nil
        }
    }

    /// Reports an activity's result; where it is too large for the server, returns what the activity fails with instead.
    ///
    /// - Throws: where a codec could not encode it; nothing is reported then.
    func complete(
        _ task: API.WorkflowService.PollActivityTaskQueueResponse, result: Payload, logger: Logger
    ) async throws(PayloadCodecError) -> API.Failure.Failure? {
        var request = API.WorkflowService.RespondActivityTaskCompletedRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.result = .init(result)
        if converter.hasCodecs { request = try await converter.encodePayloads(in: request) }
        if let result = request.result, let excess = limits.excess(in: result) {
            return .application(excess, type: SizeLimits.failureType)
        }
        let what = "an activity's result"
        let refusal = await report(RPCs.respondActivityTaskCompleted, request, what, logger)
        return refusal.map { Self.failure(instead: what, $0) }
    }

    /// Reports an activity's failure. Where a codec cannot encode it, the server is told that, and tries the activity again.
    func fail(
        _ task: API.WorkflowService.PollActivityTaskQueueResponse, failure: API.Failure.Failure, details: [Payload]?,
        logger: Logger
    ) async {
        var request = API.WorkflowService.RespondActivityTaskFailedRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.failure = failure
        request.lastHeartbeatDetails = details.map { .init($0) }
        if converter.hasCodecs {
            // The details are for the next attempt, so they do not go the way of a failure that cannot be encoded. Those that
            // cannot be encoded themselves leave it with the last ones that could.
            request.lastHeartbeatDetails = nil
            await encode(&request) { request, error in
                logger.warning("an activity's failure was not encoded: \(error)")
                request.failure = .codec(error)
            }
            if let details {
                request.lastHeartbeatDetails = try? await converter.encodePayloads(in: .init(details))
            }
        }
        let what = "an activity's failure"
        if let refusal = await report(RPCs.respondActivityTaskFailed, request, what, logger) {
            request.failure = Self.failure(instead: what, refusal)
            request.lastHeartbeatDetails = nil
            await report(RPCs.respondActivityTaskFailed, request, what, logger)
        }
    }

    /// Reports that an activity stopped because it was asked to. What a codec cannot encode of the details is left out: the
    /// server would not try the activity again, and its workflow waits to hear of the cancellation.
    func cancel(
        _ task: API.WorkflowService.PollActivityTaskQueueResponse, details: API.Common.Payloads?, logger: Logger
    ) async {
        var request = API.WorkflowService.RespondActivityTaskCanceledRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.details = details
        if converter.hasCodecs {
            await encode(&request) { request, error in
                logger.warning("the details of an activity's cancellation are left out: \(error)")
                request.details = nil
            }
        }
        let what = "an activity's cancellation"
        if await report(RPCs.respondActivityTaskCanceled, request, what, logger) != nil {
            request.details = nil
            await report(RPCs.respondActivityTaskCanceled, request, what, logger)
        }
    }

    // MARK: What all share

    /// Encodes the payloads of a request that must be sent whatever happens: `withoutPayloads` makes one that says what the codec
    /// says.
    private func encode<Request: Message>(
        _ request: inout Request, orElse withoutPayloads: (inout Request, PayloadCodecError) -> Void
    ) async {
        do throws(PayloadCodecError) {
            request = try await converter.encodePayloads(in: request)
        } catch {
            withoutPayloads(&request, error)
        }
    }

    // MARK: The worker itself

    /// A name for a worker or a process that no other has.
    static func randomKey() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next(), radix: 16) + String(random.next(), radix: 16)
    }

    /// Waits for the server to say what it can do; throws where it does not know the namespace or refuses this client.
    func capabilities() async throws(RPCError) -> API.Namespace.NamespaceInfo.Capabilities {
        _ = try await client.callOnce(RPCs.getSystemInfo, .init())
        let answer = try await client.callOnce(RPCs.describeNamespace, .with { $0.namespace = namespace })
        limits.update(answer.namespaceInfo?.limits)
        return answer.namespaceInfo?.capabilities ?? .init()
    }

    /// Tells the server how the worker does.
    func record(_ heartbeat: API.Worker.WorkerHeartbeat) async throws(RPCError) {
        var request = API.WorkflowService.RecordWorkerHeartbeatRequest()
        request.namespace = namespace
        request.identity = identity
        request.workerHeartbeat = [heartbeat]
        _ = try await client.callOnce(RPCs.recordWorkerHeartbeat, request, timeout: .seconds(5))
    }

    /// Tells the server that the worker stops, so that its sticky tasks go elsewhere at once, and so that a server that can
    /// answers its polls; whether the server took notice.
    func shutdown(
        _ heartbeat: API.Worker.WorkerHeartbeat, taskQueueTypes: [API.Enums.TaskQueueType], logger: Logger
    ) async -> Bool {
        var request = API.WorkflowService.ShutdownWorkerRequest()
        request.namespace = namespace
        request.identity = identity
        request.stickyTaskQueue = stickyQueue ?? ""
        request.workerInstanceKey = instanceKey
        request.taskQueue = taskQueue
        request.taskQueueTypes = taskQueueTypes
        request.reason = "graceful shutdown"
        request.workerHeartbeat = heartbeat
        do {
            _ = try await client.callOnce(RPCs.shutdownWorker, request, timeout: .seconds(5))
            return true
        } catch {
            // An older server has no such method; the worker stops all the same.
            logger.debug("the server was not told of the shutdown: \(error)")
            return false
        }
    }

    /// Reports until the server has taken it, or no longer wants it. A result must outlive a server that is away; the task's
    /// own timeout ends the wait in the end, for then the server answers that it does not know the task. What is too large
    /// will never be taken: then the server's refusal is returned, for something smaller to be sent instead.
    @discardableResult
    private func report<Request: Message, Response: Message>(
        _ rpc: RPC<Request, Response>, _ request: Request, _ what: String, _ logger: Logger
    ) async -> RPCError? {
        var retry = RetrySchedule.endless
        while true {
            do throws(RPCError) {
                _ = try await client.callOnce(rpc, request)
                return nil
            } catch {
                guard let delay = retry.delay(after: error) else {
                    logger.warning("\(what) was not taken: \(error)")
                    return error.isMessageTooLarge ? error : nil
                }
                do { try await Task.sleep(for: delay) } catch { return nil }
            }
        }
    }

    private static func failure(instead what: String, _ refusal: RPCError) -> API.Failure.Failure {
        .application(SizeLimits.refused(what, refusal), type: SizeLimits.failureType)
    }
}

extension API.Failure.Failure {
    /// What the server is told where a codec failed. It carries no payloads, for they would need the codec.
    static func codec(_ error: PayloadCodecError) -> Self {
        .application(error.description, type: "PayloadCodecError")
    }
}
