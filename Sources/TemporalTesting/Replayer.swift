// The replayer: runs today's code against yesterday's history, and says where they part.

import Logging
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// Replays histories with workflow code, without a server.
///
/// ```swift
/// let replayer = try Replayer { OrderWorkflow.self }
/// try await replayer.replay(WorkflowHistory(json: json))
/// ```
public final class Replayer: Sendable {
    private let workflows: [String: WorkflowType]
    private let converter: DataConverter
    private let deadlockTimeout: Duration
    private let logger: Logger
    private let threads = DrainThreads(count: 2)

    /// A replayer of the workflows that `registrations` list; activities among them are ignored.
    ///
    /// - Throws: `RegistrationError` where a registration is wrong.
    public init(
        converter: DataConverter = DataConverter(), deadlockTimeout: Duration = .seconds(2),
        logger: Logger = Logger(label: "temporal.replayer"), @RegistrationBuilder _ registrations: () -> [Registration]
    ) throws(RegistrationError) {
        workflows = try WorkflowType.registered(registrations())
        self.converter = converter
        self.deadlockTimeout = deadlockTimeout
        self.logger = logger
    }

    /// Replays `history` from its first event to its last.
    ///
    /// - Throws: ``ReplayError``, whose cause is `NondeterminismError` where code and history part.
    public func replay(_ history: WorkflowHistory) async throws {
        try RuntimeSelfTest.run()
        guard let first = history.events.first, case .workflowExecutionStarted(let start) = first.attributes else {
            throw ReplayError(
                workflowType: "", reason: "the history does not begin with WorkflowExecutionStarted", cause: nil)
        }
        let name = start.workflowType?.name ?? ""
        guard let type = workflows[name] else {
            throw ReplayError(
                workflowType: name,
                reason: "the type is not registered with this replayer, which has "
                    + workflows.keys.sorted().joined(separator: ", "), cause: nil)
        }
        let instance = WorkflowInstance(
            type: type, namespace: "replay", workflowID: start.workflowID, runID: start.originalExecutionRunID,
            converter: converter, logger: logger)
        let run = WorkflowRun(instance: instance, threads: threads, deadlockLimit: deadlockTimeout)
        do {
            try await run.replay(.with { $0.events = history.events })
        } catch let error {
            await run.evict()
            throw ReplayError(workflowType: name, reason: "\(error)", cause: error)
        }
        await run.evict()
    }

    /// Replays `history` whole and up to each of its workflow tasks, as a worker without a cache would have to.
    public func replayThroughout(_ history: WorkflowHistory) async throws {
        try await replay(history)
        for prefix in history.prefixes { try await replay(prefix) }
    }
}

/// A history that the code does not replay.
public struct ReplayError: Error, Sendable, CustomStringConvertible {
    /// The name of the workflow's type.
    public let workflowType: String
    /// What happened, with both sides where they part.
    public let reason: String
    /// The error beneath: `NondeterminismError`, or what else failed the workflow task.
    public let cause: (any Error)?

    /// The type and the reason.
    public var description: String { "\(workflowType) does not replay: \(reason)" }
}
