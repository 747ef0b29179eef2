// The calls for workflow tasks: polls, further history, completions, failures, answers to queries.

import Logging
import TemporalCore
import TemporalWorkflow

extension WorkerService {
    /// Waits for a workflow task; the answer has no token where the server had none.
    nonisolated(nonsending) func pollWorkflowTask(
        isSticky: Bool, timeout: Duration?
    ) async throws(RPCError) -> API.WorkflowService.PollWorkflowTaskQueueResponse {
        var request = API.WorkflowService.PollWorkflowTaskQueueRequest()
        request.namespace = namespace
        request.taskQueue = isSticky ? stickyTaskQueue : API.TaskQueue.TaskQueue(name: taskQueue)
        request.identity = identity
        request.workerInstanceKey = instanceKey
        request.workerControlTaskQueue = controlQueue
        request.deploymentOptions = deployment?.message
        return try await client.callOnce(RPCs.pollWorkflowTaskQueue, request, timeout: timeout)
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

    /// Which of the runs have closed, as far as visibility knows by now.
    func closedRuns(among runIDs: [String]) async throws(RPCError) -> [String] {
        var request = API.WorkflowService.ListWorkflowExecutionsRequest()
        request.namespace = namespace
        request.pageSize = Int32(clamping: runIDs.count)
        let names = runIDs.map { "'\($0)'" }.joined(separator: ",")
        request.query = "RunId IN (\(names)) AND ExecutionStatus != 'Running'"
        let answer = try await client.callOnce(RPCs.listWorkflowExecutions, request)
        return answer.executions.compactMap(\.execution?.runID)
    }

    /// Completes a workflow task.
    ///
    /// - Throws: `WorkflowTaskFailure` where it cannot be sent or is too large; `RPCError` where the server did not take it.
    nonisolated(nonsending) func complete(
        _ task: API.WorkflowService.PollWorkflowTaskQueueResponse, _ completion: WorkflowTaskCompletion,
        versioning: VersioningBehavior?, isCached: Bool
    ) async throws -> API.WorkflowService.RespondWorkflowTaskCompletedResponse {
        var request = API.WorkflowService.RespondWorkflowTaskCompletedRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.commands = completion.commands
        request.messages = completion.messages
        request.sdkMetadata = completion.metadata
        request.workerInstanceKey = instanceKey
        request.workerControlTaskQueue = controlQueue
        request.deploymentOptions = deployment?.message
        if let versioning = versioning ?? deployment?.defaultVersioningBehavior, deployment?.usesVersioning == true {
            request.versioningBehavior = versioning.message
        }
        request.capabilities = .with { $0.discardSpeculativeWorkflowTaskWithEvents = true }
        request.forceCreateNewWorkflowTask = completion.nextTask != .whenNeeded
        // Local activities go on in this process, though the run be kept in no cache.
        request.returnNewWorkflowTask = isCached || completion.nextTask == .atOnce
        if isCached, let stickyTaskQueue {
            request.stickyAttributes = .with {
                $0.workerTaskQueue = stickyTaskQueue
                $0.scheduleToStartTimeout = .seconds(10)
            }
        }
        request.queryResults = completion.answers.mapValues { answer in
            switch answer {
            case .success(let payload):
                .with {
                    $0.resultType = .answered
                    $0.answer = .init(payload)
                }
            case .failure(let error): .failed(error.failure)
            }
        }
        if converter.hasCodecs {
            do { request = try await converter.encodePayloads(in: request) } catch { throw WorkflowTaskFailure(error) }
        }
        for (id, result) in request.queryResults {
            guard let answer = result.answer, let excess = limits.excess(in: answer, Self.queryAnswer) else { continue }
            request.queryResults[id] = .failed(.application(excess, type: SizeLimits.failureType))
        }
        if let excess = limits.excess(in: request) { throw Self.taskFailure(excess) }
        do throws(RPCError) {
            return try await client.call(RPCs.respondWorkflowTaskCompleted, request)
        } catch {
            guard error.isMessageTooLarge else { throw error }
            guard let pages = try pages(of: request) else { throw Self.refused(error) }
            return try await sendWhole(pages)
        }
    }

    /// Sends a completion in pages; one that the server finds too large fails the task, as a completion without pages does.
    nonisolated(nonsending) private func sendWhole(
        _ pages: CompletionPages
    ) async throws -> API.WorkflowService.RespondWorkflowTaskCompletedResponse {
        do throws(RPCError) {
            return try await send(pages)
        } catch {
            throw error.isMessageTooLarge ? Self.refused(error) : error
        }
    }

    private static func refused(_ error: RPCError) -> WorkflowTaskFailure {
        var failure = taskFailure(SizeLimits.refused("a workflow task's completion", error))
        failure.isMessageTooLarge = true
        return failure
    }

    /// The failure of a workflow task whose completion is too large. Its cause is not GRPC_MESSAGE_TOO_LARGE, for which the
    /// server terminates the workflow.
    private static func taskFailure(_ excess: String) -> WorkflowTaskFailure {
        WorkflowTaskFailure(cause: .payloadsTooLarge, message: excess, type: SizeLimits.failureType)
    }

    /// The pages in which a completion can be sent that is too large for one message; nil where it cannot.
    private func pages(
        of request: API.WorkflowService.RespondWorkflowTaskCompletedRequest
    ) throws(WorkflowTaskFailure) -> CompletionPages? {
        guard server.capabilities.workflowTaskCompletionPagination, let pages = CompletionPages(request) else {
            return nil
        }
        if let excess = limits.excess(inCommands: pages.commandSize) { throw Self.taskFailure(excess) }
        return pages
    }

    private static let queryAnswer = "the query's answer"
    /// As long as a server waits for the answer to a query, at the most; its run waits meanwhile.
    private static let queryPatience: Duration = .seconds(10)

    /// Fails a workflow task. Where a codec cannot encode the failure, that is what the server is told.
    func fail(
        _ task: API.WorkflowService.PollWorkflowTaskQueueResponse, _ failure: WorkflowTaskFailure, logger: Logger
    ) async {
        var request = API.WorkflowService.RespondWorkflowTaskFailedRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.cause = failure.cause
        request.deploymentOptions = deployment?.message
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
            request.fail(error.failure)
        }
        if converter.hasCodecs { await encode(&request) { $0.fail(.codec($1)) } }
        if let answer = request.queryResult, let excess = limits.excess(in: answer, Self.queryAnswer) {
            request.fail(.application(excess, type: SizeLimits.failureType))
        }
        if let refusal = await report(
            RPCs.respondQueryTaskCompleted, request, Self.queryAnswer, logger, within: Self.queryPatience)
        {
            request.fail(Self.failure(instead: Self.queryAnswer, refusal))
            await report(RPCs.respondQueryTaskCompleted, request, Self.queryAnswer, logger, within: Self.queryPatience)
        }
    }
}

extension API.Query.WorkflowQueryResult {
    fileprivate static func failed(_ failure: API.Failure.Failure) -> Self {
        .with {
            $0.resultType = .failed
            $0.errorMessage = failure.message
            $0.failure = failure
        }
    }
}

extension API.WorkflowService.RespondQueryTaskCompletedRequest {
    fileprivate mutating func fail(_ failure: API.Failure.Failure) {
        completedType = .failed
        queryResult = nil
        errorMessage = failure.message
        self.failure = failure
    }
}
