// The calls for activity tasks: polls, heartbeats, and the three ways to report an end.

import Logging
import TemporalCore
import TemporalWorkflow

extension WorkerService {
    /// Waits for an activity task; the answer has no token where the server had none.
    nonisolated(nonsending) func pollActivityTask(
        timeout: Duration?
    ) async throws(RPCError) -> API.WorkflowService.PollActivityTaskQueueResponse {
        var request = API.WorkflowService.PollActivityTaskQueueRequest()
        request.namespace = namespace
        request.taskQueue = API.TaskQueue.TaskQueue(name: taskQueue)
        request.identity = identity
        request.workerInstanceKey = instanceKey
        request.workerControlTaskQueue = controlQueue
        request.deploymentOptions = deployment?.message
        if let rate = taskQueueActivityRate {
            request.taskQueueMetadata = .with { $0.maxTasksPerSecond = .with { $0.value = rate } }
        }
        return try await client.callOnce(RPCs.pollActivityTaskQueue, request, timeout: timeout)
    }

    /// Tells the server that an activity is alive; returns why it is to stop, if it is.
    ///
    /// - Throws: `PayloadCodecError` where a codec could not encode the details, ``HeartbeatTooLarge`` where the server does not take
    ///   them, `RPCError` where they did not reach the server.
    func heartbeat(
        _ task: API.WorkflowService.PollActivityTaskQueueResponse, details: [Payload]
    ) async throws -> ActivityCancellation? {
        var request = API.WorkflowService.RecordActivityTaskHeartbeatRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.details = details.isEmpty ? nil : .init(details)
        if converter.hasCodecs { request = try await converter.encodePayloads(in: request) }
        if let details = request.details, let excess = limits.excess(in: details, "the details of a heartbeat") {
            throw HeartbeatTooLarge(reason: excess)
        }
        do throws(RPCError) {
            let response = try await client.call(RPCs.recordActivityTaskHeartbeat, request)
            return ActivityCancellation(
                isRequested: response.cancelRequested, isReset: response.activityReset,
                isPaused: response.activityPaused)
        } catch {
            if error.code == .notFound { return .notFound }
            if error.isMessageTooLarge { throw HeartbeatTooLarge(reason: SizeLimits.refused("a heartbeat", error)) }
            throw error
        }
    }

    /// Reports an activity's result; where it is too large for the server, returns what the activity fails with instead.
    ///
    /// - Throws: where a codec could not encode it; nothing is reported then.
    nonisolated(nonsending) func complete(
        _ task: API.WorkflowService.PollActivityTaskQueueResponse, result: Payload, logger: Logger
    ) async throws(PayloadCodecError) -> API.Failure.Failure? {
        var request = API.WorkflowService.RespondActivityTaskCompletedRequest()
        request.namespace = namespace
        request.identity = identity
        request.deploymentOptions = deployment?.message
        request.taskToken = task.taskToken
        request.result = .init(result)
        if converter.hasCodecs { request = try await converter.encodePayloads(in: request) }
        if let result = request.result, let excess = limits.excess(in: result, "the activity's result") {
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
        request.deploymentOptions = deployment?.message
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
        request.deploymentOptions = deployment?.message
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
}

/// A heartbeat's details are more than the server takes.
struct HeartbeatTooLarge: Error {
    /// How much more, in a sentence.
    let reason: String
}
