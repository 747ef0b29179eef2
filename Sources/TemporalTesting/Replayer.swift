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
/// Histories are taken as the server keeps them: with a converter that has codecs, they are decoded first.
public final class Replayer: Sendable {
    private let workflows: [String: WorkflowType]
    private let namespace: String
    private let converter: DataConverter
    private let interceptors: [any WorkflowInterceptor]
    private let workflowFailureErrors: [any Error.Type]
    private let deadlockTimeout: Duration
    private let logger: Logger
    private let threads = DrainThreads(count: 2)

    /// A replayer of the workflows that `registrations` list; activities among them are ignored.
    ///
    /// - Parameters:
    ///   - namespace: what workflows find in their `info`, which no history tells.
    ///   - converter: that of the worker that recorded the histories.
    ///   - interceptors: those of that worker, for they may ask for things as workflows do.
    ///   - workflowFailureErrors: those of that worker, for what they name ended the workflow.
    ///   - deadlockTimeout: how long workflow code may keep its thread between two waits.
    ///   - logger: where it is said what the worker would say.
    ///   - registrations: the workflows.
    /// - Throws: `RegistrationError` where a registration is wrong.
    public init(
        namespace: String = "default", converter: DataConverter = DataConverter(),
        interceptors: [any WorkflowInterceptor] = [],
        workflowFailureErrors: [any Error.Type] = [], deadlockTimeout: Duration = .seconds(2),
        logger: Logger = Logger(label: "temporal.replayer"), @RegistrationBuilder _ registrations: () -> [Registration]
    ) throws(RegistrationError) {
        workflows = try WorkflowType.registered(registrations())
        self.namespace = namespace
        self.converter = converter
        self.interceptors = interceptors
        self.workflowFailureErrors = workflowFailureErrors
        self.deadlockTimeout = deadlockTimeout
        self.logger = logger
    }

    /// Replays `history` from its first event to its last.
    ///
    /// - Throws: ``ReplayError``, whose cause is `NondeterminismError` where code and history part.
    public func replay(_ history: WorkflowHistory) async throws {
        try await replay(decoded: decoded(history))
    }

    /// Replays `history` from pages of so many events.
    package func replay(_ history: WorkflowHistory, pageSize: Int) async throws {
        try await replay(decoded: decoded(history), pageSize: pageSize)
    }

    /// Replays `history` whole and up to each of its workflow tasks, as a worker without a cache would have to, each time from one page
    /// and from pages of one event; where it has more than 500 events, up to 50 of them that are evenly spread, and from pages of 100.
    ///
    /// - Throws: ``ReplayError``, as ``replay(_:)``; its reason says up to where.
    public func replayThroughout(_ history: WorkflowHistory) async throws {
        try await replayThroughout(history) { starts in
            (0..<Self.mostPrefixes).map { starts[$0 * starts.count / Self.mostPrefixes] }
        }
    }

    /// The same, up to those tasks of a long history that `sample` takes of its tasks' starts.
    package func replayThroughout(_ history: WorkflowHistory, sample: ([Int]) -> [Int]) async throws {
        let history = try await decoded(history)
        let starts = history.taskStarts
        let isLong = history.count > Self.longHistory && starts.count > Self.mostPrefixes
        var ends = isLong ? sample(starts) : starts
        if ends.last != history.count - 1 { ends.append(history.count - 1) }
        for end in ends {
            let prefix = history.upTo(end)
            for size in Self.pageSizes(of: history) {
                do {
                    try await replay(decoded: prefix, pageSize: size)
                } catch let error as ReplayError {
                    throw error.at(
                        "up to event \(end + 1) of \(history.count), in pages of \(min(size, prefix.count))")
                }
            }
        }
    }

    /// Runs `history` task by task in one run that stays in memory, as a worker with a cache does; from one page a task, and from pages of
    /// one event. The code has to be that which wrote it: a change that history does not mark is marked by a task that is not replayed.
    package func replayTaskByTask(_ history: WorkflowHistory) async throws {
        let history = try await decoded(history)
        for size in Self.pageSizes(of: history) {
            do {
                try await replayTaskByTask(decoded: history, pageSize: size)
            } catch let error as ReplayError {
                throw error.at("task by task, in pages of \(min(size, history.count))")
            }
        }
    }

    /// Each page costs a look at what has been read of the task that it is a part of.
    private static func pageSizes(of history: WorkflowHistory) -> [Int] {
        [.max, history.count > longHistory ? 100 : 1]
    }

    /// With more events a history is long. It is replayed up to so many of its tasks: all of 10,000 would be as many replays of half of it.
    package static let (longHistory, mostPrefixes) = (500, 50)

    private func decoded(_ history: WorkflowHistory) async throws -> WorkflowHistory {
        guard converter.hasCodecs else { return history }
        do {
            let history = API.History.History.with { $0.events = history.events }
            return WorkflowHistory(events: try await converter.decodePayloads(in: history).events)
        } catch {
            let name = history.start?.workflowType?.name ?? ""
            throw ReplayError(workflowType: name, reason: error.description, cause: error)
        }
    }

    private func replay(decoded history: WorkflowHistory, pageSize: Int = .max) async throws {
        try await withRun(of: history) { run in
            try await run.replay(HistoryPages(history.events, size: pageSize))
        }
    }

    /// Hands out what came between two workflow tasks with the second of them, to a run that stays in memory.
    private func replayTaskByTask(decoded history: WorkflowHistory, pageSize: Int) async throws {
        try await withRun(of: history) { run in
            var seen = 0
            for start in history.liveTaskStarts {
                try await run.execute(HistoryPages(Array(history.events[seen...start]), size: pageSize))
                seen = start + 1
            }
            try await run.replay(HistoryPages(Array(history.events[seen...]), size: pageSize))
        }
    }

    private func withRun(of history: WorkflowHistory, _ body: (WorkflowRun) async throws -> Void) async throws {
        try RuntimeSelfTest.run()
        guard let start = history.start else {
            throw ReplayError(
                workflowType: "", reason: "the history does not begin with WorkflowExecutionStarted", cause: nil)
        }
        let name = start.workflowType?.name ?? ""
        guard let type = WorkflowType.find(name, in: workflows) else {
            throw ReplayError(
                workflowType: name,
                reason: "the type is not registered with this replayer, which has "
                    + workflows.keys.sorted().joined(separator: ", "), cause: nil)
        }
        let instance = WorkflowInstance(
            type: type, workflowID: start.workflowID, runID: start.originalExecutionRunID,
            setup: RunSetup(
                namespace: namespace, converter: converter, interceptors: interceptors,
                failureErrors: workflowFailureErrors, isReplayOnly: true, logger: logger))
        let run = WorkflowRun(instance: instance, threads: threads, deadlockLimit: deadlockTimeout)
        do {
            try await body(run)
        } catch let error {
            await run.evict()
            throw ReplayError(workflowType: name, reason: "\(error)", cause: error)
        }
        await run.evict()
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

    /// The error, with the place where it happened in front of the reason.
    func at(_ place: String) -> ReplayError {
        ReplayError(workflowType: workflowType, reason: "\(place): \(reason)", cause: cause)
    }
}
