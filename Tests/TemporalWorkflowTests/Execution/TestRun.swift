// A run that a test feeds with history, a workflow task at a time, as a worker does; no server and no worker.

import Logging
import Synchronization
import Testing

@testable import TemporalCore
@testable import TemporalWorkflow

/// A run of a workflow in memory, and the history that the test makes for it.
final class TestRun {
    /// What came of the last task, and everything before it; the test adds what the server would.
    var history = HistoryBuilder()
    private let run: WorkflowRun
    private var handedOut = 0
    /// The storage of the last task, of which all its payloads are slices.
    private weak var received: AnyObject?

    /// A new run whose history begins with its start.
    init<W: Workflow>(
        _ type: W.Type, workflowID: String = "w", logger: Logger = LogLines().logger,
        localActivities: (any LocalActivityRunner)? = nil, deploymentVersion: WorkerDeploymentVersion? = nil,
        _ start: (inout API.History.WorkflowExecutionStartedEventAttributes) -> Void = { _ in }
    ) throws {
        let instance = WorkflowInstance(
            type: try WorkflowType(W.self), workflowID: workflowID, runID: "run",
            setup: RunSetup(
                namespace: "n", converter: .default, deploymentVersion: deploymentVersion, logger: logger))
        run = WorkflowRun(
            instance: instance, threads: DrainThreads(count: 1), deadlockLimit: .seconds(60),
            localActivities: localActivities)
        history.started(start)
    }

    /// Whether something holds on to what the last task was received in.
    var holdsReceived: Bool { received != nil }

    /// Hands out a workflow task with all that happened since the last one, and returns what completes it.
    @discardableResult
    func task(_ messages: [API.Protocols.Message] = []) async throws -> WorkflowTaskCompletion {
        history.taskStarted()
        return try await taskAsBuilt(messages)
    }

    /// Hands out a workflow task that the test has started itself.
    @discardableResult
    func taskAsBuilt(_ messages: [API.Protocols.Message] = []) async throws -> WorkflowTaskCompletion {
        switch await execute({ $0.messages = messages }) {
        case .completed(let completion): return completion
        case .failed(let failure): throw failure
        case .answered, .cacheMiss: throw UnexpectedResult()
        }
    }

    /// Takes the last task back, as a server does with a speculative one of which nothing is to be kept.
    func withdrawTask() {
        history.withdrawTask()
        handedOut = history.events.count
        run.rollBack(to: history.nextEventID - 1)
    }

    /// Where the code asked for each of the last task's commands.
    var callSites: [String?] { run.instance.machines.commands.map { $0.site?.text } }

    /// How many timers the run keeps.
    var timers: Int { run.instance.machines.timers.count }

    /// Asks a query, with all that happened since the last task.
    func query(_ name: String) async throws -> Payload {
        guard case .answered(let answer) = await execute({ $0.query = .with { $0.queryType = name } }) else {
            throw UnexpectedResult()
        }
        return try answer.get()
    }

    /// Whether its code came back.
    @discardableResult
    func evict() async -> Bool { await run.evict() }

    private func execute(
        _ change: (inout API.WorkflowService.PollWorkflowTaskQueueResponse) -> Void
    ) async -> WorkflowTaskResult {
        var task = API.WorkflowService.PollWorkflowTaskQueueResponse()
        task.history = .with { $0.events = Array(history.events[handedOut...]) }
        handedOut = history.events.count
        change(&task)
        guard let received = try? API.WorkflowService.PollWorkflowTaskQueueResponse(decoding: receive(task)) else {
            return .cacheMiss
        }
        return await run.execute(received) { _ in HistoryPage(events: [], nextPageToken: Bytes()) }
    }

    private func receive(_ task: API.WorkflowService.PollWorkflowTaskQueueResponse) -> Bytes {
        let bytes = task.encoded()
        received = bytes.storage
        return bytes
    }

    struct UnexpectedResult: Error {}

    /// Replays a whole history with the code of `type`.
    static func replay<W: Workflow>(
        _ type: W.Type, _ history: HistoryBuilder, workflowID: String = "w"
    ) async throws {
        let run = try TestRun(W.self, workflowID: workflowID).run
        let result: Result<Void, any Error>
        do { result = .success(try await run.replay(HistoryPages(history.events, size: .max))) } catch {
            result = .failure(error)
        }
        await run.evict()
        try result.get()
    }
}

extension WorkflowTaskCompletion {
    /// The commands, each in a short phrase.
    var summary: [String] {
        commands.map { command in
            switch command.attributes {
            case .scheduleActivityTask(let a): "activity \(a.activityID) \(a.activityType?.name ?? "")"
            case .startTimer(let a): "timer \(a.timerID)"
            case .startChildWorkflowExecution(let a): "child \(a.workflowID)"
            case .completeWorkflowExecution(let a):
                "completed \((a.result?.payloads.first?.data.utf8String) ?? "")"
            case .protocolMessage(let a): "message \(a.messageID)"
            case .recordMarker(let a) where a.markerName == LocalActivityMarker.name:
                "local \(a.details["result"]?.payloads.first?.data.utf8String ?? a.failure?.message ?? "")"
            default: command.commandType.label
            }
        }
    }
}

extension API.Protocols.Message {
    /// The request for an update without arguments.
    static func update(_ name: String, id: String, after eventID: Int64) -> Self {
        .with {
            $0.id = "\(id)/request"
            $0.protocolInstanceID = id
            $0.sequencingID = .eventID(eventID)
            $0.body = .packing(
                API.Update.Request.with {
                    $0.meta = .with { $0.updateID = id }
                    $0.input = .with { $0.name = name }
                })
        }
    }
}

/// What was logged.
final class LogLines: Sendable {
    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.lines.withLock { $0.append(event.message.description) } }
    }

    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }
}
