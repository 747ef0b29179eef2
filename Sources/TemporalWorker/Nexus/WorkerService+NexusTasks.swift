// The calls for Nexus tasks: polls and answers.

import Logging
import TemporalCore
import TemporalWorkflow

extension WorkerService {
    /// Waits for a Nexus task; the answer has no token where the server had none.
    nonisolated(nonsending) func pollNexusTask(
        timeout: Duration?
    ) async throws(RPCError) -> API.WorkflowService.PollNexusTaskQueueResponse {
        var request = API.WorkflowService.PollNexusTaskQueueRequest()
        request.namespace = namespace
        request.taskQueue = API.TaskQueue.TaskQueue(name: taskQueue)
        request.identity = identity
        request.workerInstanceKey = instanceKey
        request.deploymentOptions = deployment?.message
        return try await client.callOnce(RPCs.pollNexusTaskQueue, request, timeout: timeout)
    }

    /// Answers a request. Servers that know of Temporal's failures get them as they are, others in the form that Nexus has.
    func answer(
        _ task: API.WorkflowService.PollNexusTaskQueueResponse,
        _ answer: Result<API.Nexus.Response, NexusHandlerFailure>, logger: Logger
    ) async {
        let knowsFailures = task.request?.capabilities?.temporalFailureResponses == true
        switch answer {
        case .success(let response):
            var request = API.WorkflowService.RespondNexusTaskCompletedRequest()
            request.namespace = namespace
            request.identity = identity
            request.taskToken = task.taskToken
            request.response = response
            var refusal: NexusHandlerFailure?
            if converter.hasCodecs {
                await encode(&request) { request, error in
                    refusal = NexusHandlerFailure(error.description, type: "INTERNAL")
                }
            }
            if let refusal { return await self.answer(task, .failure(refusal), logger: logger) }
            if !knowsFailures, case .startOperation(let start) = request.response?.variant,
                case .failure(let failure) = start.variant
            {
                request.response?.variant = .startOperation(
                    .with { $0.variant = .operationError(.init(failure)) })
            }
            let what = "an answer to a Nexus operation"
            if let tooLarge = await report(RPCs.respondNexusTaskCompleted, request, what, logger) {
                let failure = NexusHandlerFailure(
                    SizeLimits.refused("the result of the operation", tooLarge), type: "INTERNAL", isRetryable: false)
                return await self.answer(task, .failure(failure), logger: logger)
            }
        case .failure(let failure):
            var request = API.WorkflowService.RespondNexusTaskFailedRequest()
            request.namespace = namespace
            request.identity = identity
            request.taskToken = task.taskToken
            let whole = converter.failure(from: failure)
            request.failure = whole
            if converter.hasCodecs { await encode(&request) { $0.failure = whole.saying($1.description) } }
            if !knowsFailures, let encoded = request.failure {
                request.error = .with {
                    $0.errorType = failure.type
                    $0.failure = .init(encoded)
                    switch failure.isRetryable {
                    case true?: $0.retryBehavior = .retryable
                    case false?: $0.retryBehavior = .nonRetryable
                    case nil: break
                    }
                }
                request.failure = nil
            }
            let what = "a Nexus operation's failure"
            if let tooLarge = await report(RPCs.respondNexusTaskFailed, request, what, logger) {
                let smaller = whole.saying(SizeLimits.refused(what, tooLarge))
                if request.failure != nil { request.failure = smaller } else { request.error?.failure = .init(smaller) }
                await report(RPCs.respondNexusTaskFailed, request, what, logger)
            }
        }
    }
}

extension API.Failure.Failure {
    /// A failure of the same kind, and tried again or not as this one, that says `message` and no more. The server takes a Nexus
    /// handler's failures only.
    fileprivate func saying(_ message: String) -> Self {
        .with {
            $0.message = message
            $0.failureInfo = failureInfo
        }
    }
}

extension API.Nexus.Failure {
    /// A failure in the form that Nexus has: its JSON, marked as such.
    fileprivate init(_ failure: API.Failure.Failure) {
        self.init()
        message = failure.message
        metadata = ["type": API.Failure.Failure.protoName]
        var rest = failure
        rest.message = ""
        details = rest.json()
    }
}

extension API.Nexus.UnsuccessfulOperationError {
    fileprivate init(_ failure: API.Failure.Failure) {
        self.init()
        if case .canceledFailureInfo = failure.failureInfo {
            operationState = "canceled"
        } else {
            operationState = "failed"
        }
        self.failure = API.Nexus.Failure(failure)
    }
}
