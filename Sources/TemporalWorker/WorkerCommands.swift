// Commands of the server's to a worker, such as to cancel an activity that sends no heartbeats. They come as Nexus tasks on a queue that
// only this worker polls, whose name goes with everything else that the worker says.

import Logging
import Synchronization
import TemporalCore

/// Takes the server's commands to one worker.
struct WorkerCommands: Sendable {
    private typealias Task = API.WorkflowService.PollNexusTaskQueueResponse

    let service: WorkerService
    /// Whose activities the commands are about: the worker's own, and those of its sessions.
    let activityTasks: [ActivityTasks]
    let statistics: WorkerStatistics
    let logger: Logger

    /// Polls for commands and carries them out until the task is canceled, or the server will have no more of it. Only as long is
    /// the server told where to send some, which the caller begins.
    func run() async {
        defer { service.server.takesCommands.store(false, ordering: .relaxed) }
        var patience = Patience()
        while !_Concurrency.Task.isCancelled {
            let start = ContinuousClock.now
            do throws(RPCError) {
                let task = try await service.pollCommands()
                patience.reset()
                if !task.taskToken.isEmpty {
                    await answer(task)
                } else if ContinuousClock.now - start < .seconds(1) {
                    // A server that holds no poll back, as one that takes the worker for stopped.
                    try? await _Concurrency.Task.sleep(for: .seconds(1))
                }
            } catch {
                if _Concurrency.Task.isCancelled { return }
                guard let delay = patience.delay(after: error, isRefusal: statistics.hasBeenServed) else {
                    // Activities hear of their cancellation with their heartbeats then.
                    return logger.warning("the worker takes no commands of the server's any more: \(error)")
                }
                try? await _Concurrency.Task.sleep(for: delay)
            }
        }
    }

    private func answer(_ task: Task) async {
        guard case .startOperation(let start) = task.request?.variant,
            let commands = try? API.WorkerService.ExecuteCommandsRequest(decoding: start.payload?.data ?? Bytes())
        else {
            let failure = NexusHandlerFailure(
                "the worker cannot read these commands", type: "BAD_REQUEST", isRetryable: false)
            return await service.answer(task, .failure(failure), logger: logger)
        }
        let response = API.WorkerService.ExecuteCommandsResponse.with {
            $0.results = commands.commands.map { command in
                .with { $0.type = carryOut(command) }
            }
        }
        await service.answerCommands(task, response, logger: logger)
    }

    /// One that is not known here is answered without a result.
    private func carryOut(_ command: API.Worker.WorkerCommand) -> API.Worker.WorkerCommandResult.Kind? {
        guard case .cancelActivity(let cancel) = command.type else { return nil }
        // An activity that has ended meanwhile is no mistake.
        for tasks in activityTasks { tasks.cancel(cancel.taskToken, .requested) }
        return .cancelActivity(.init())
    }
}

extension WorkerService {
    /// Where the server's commands to this worker go; empty where nobody polls for them.
    var controlQueue: String { server.takesCommands.load(ordering: .relaxed) ? commandQueue : "" }

    private var commandQueue: String { "temporal-sys/worker-commands/\(namespace)/\(instanceKey)" }

    /// Waits for commands; the answer has no token where there are none.
    fileprivate func pollCommands() async throws(RPCError) -> API.WorkflowService.PollNexusTaskQueueResponse {
        var request = API.WorkflowService.PollNexusTaskQueueRequest()
        request.namespace = namespace
        request.identity = identity
        request.workerInstanceKey = instanceKey
        request.taskQueue = .with {
            $0.name = commandQueue
            $0.kind = .workerCommands
        }
        return try await client.callOnce(RPCs.pollNexusTaskQueue, request)
    }

    /// Answers commands. The server itself reads the answer, so it goes through no codec.
    fileprivate func answerCommands(
        _ task: API.WorkflowService.PollNexusTaskQueueResponse, _ response: API.WorkerService.ExecuteCommandsResponse,
        logger: Logger
    ) async {
        var request = API.WorkflowService.RespondNexusTaskCompletedRequest()
        request.namespace = namespace
        request.identity = identity
        request.taskToken = task.taskToken
        request.response = .with {
            $0.variant = .startOperation(
                .with {
                    $0.variant = .syncSuccess(.with { $0.payload = Payload(metadata: [:], data: response.encoded()) })
                })
        }
        await report(RPCs.respondNexusTaskCompleted, request, "an answer to the server's commands", logger)
    }
}
