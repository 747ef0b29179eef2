// What a workflow's code waits with. Each wait is recorded in history, survives the worker, and ends in the same order on
// replay. Called on an actor that no run owns, they throw `NotInWorkflowError`. What issues a command takes the place of its
// call, `fileID` and `line`, which the report of nondeterminism names.

import CoreMetrics
import Logging
import TemporalCore

/// A durable function was called on a workflow that no worker or replayer runs.
public struct NotInWorkflowError: Error, Sendable, CustomStringConvertible {
    /// What to do instead.
    public var description: String {
        "durable functions work only in a workflow that a worker or a replayer runs"
    }
}

extension Workflow {
    /// The run that this code belongs to.
    func instance() throws -> WorkflowInstance {
        try WorkflowInstance.inCode()
    }

    /// What the run knows of itself.
    public var info: WorkflowInfo { WorkflowInstance.current?.info ?? .none }

    /// The workflow's time: that of the current workflow task's start. It stands still between waits.
    public var now: Timestamp { WorkflowInstance.current?.time ?? .epoch }

    /// What the last run that completed returned, where a cron schedule or a schedule starts one run after the other; nil where none
    /// has, or where it returned nothing.
    ///
    /// - Throws: `PayloadConversionError` where it is of another type.
    public func lastCompletionResult<Result: Decodable>(as type: Result.Type = Result.self) throws -> Result? {
        let instance = try instance()
        guard let payload = instance.info.lastCompletionResult.first else { return nil }
        return try instance.converter.decode(payload, as: Result?.self)
    }

    /// The update whose handler or validator this code belongs to; nil in other code.
    public var currentUpdate: UpdateInfo? { UpdateInfo.current }

    /// Whether history is being replayed. Code that branches on it is nondeterministic; it is for instrumentation only.
    public var isReplaying: Bool { WorkflowInstance.current?.isReplaying ?? false }

    /// Whether the workflow was asked to cancel.
    public var isCancellationRequested: Bool { WorkflowInstance.current?.isCancelRequested ?? false }

    /// A logger that names the run and is silent while history is replayed.
    public var logger: Logger {
        WorkflowInstance.current?.logger ?? Logger(label: "temporal.workflow")
    }

    /// Makes metrics that do nothing while history is replayed, so that each thing is counted once:
    /// `Counter(label: "orders", factory: metrics).increment()`. They go to whom the worker's own metrics go; outside of a run, nowhere.
    public var metrics: any MetricsFactory {
        WorkflowInstance.current?.metrics ?? NOOPMetricsHandler.instance
    }

    /// Randomness that history repeats: `var random = random; Int.random(in: 1...6, using: &random)`.
    public var random: WorkflowRandomNumberGenerator { WorkflowRandomNumberGenerator() }

    /// A new random UUID (version 4, lower case) that is the same on replay.
    public func uuid() -> String {
        var random = random
        return random.uuid()
    }

    /// Waits for `duration` on the server's clock, through restarts of any worker.
    ///
    /// A duration of zero or less does not wait. `summary` is a single line for people, shown by the UI and the CLI. Throws
    /// `CancellationError` when the task is canceled.
    public func sleep(
        for duration: Duration, summary: String? = nil, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try await instance().sleep(for: duration, summary: summary, at: CallSite(fileID, line))
    }

    /// Waits until `condition` is true. It is checked whenever something has happened to the workflow; conditions that
    /// become true together end their waits in the order in which these began.
    ///
    /// Throws `CancellationError` when the task is canceled.
    public func wait(
        fileID: StaticString = #fileID, line: UInt = #line,
        until condition: @escaping @Sendable (isolated Self) -> Bool
    ) async throws {
        try await instance().wait(at: CallSite(fileID, line)) { self.assumeIsolated { condition($0) } }
    }

    /// Waits until `condition` is true or `limit` has passed; returns whether the condition became true.
    ///
    /// A limit of zero or less checks once. Throws `CancellationError` when the task is canceled.
    public func wait(
        upTo limit: Duration, until condition: @escaping @Sendable (isolated Self) -> Bool,
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Bool {
        try await instance().wait(upTo: limit, at: CallSite(fileID, line)) { self.assumeIsolated { condition($0) } }
    }

    /// Runs `operation` shielded from the cancellation of this task, for clean-up and compensation after it.
    ///
    /// A canceled Swift task stays canceled, so a plain durable wait in a `catch` block throws at once; in a shield it waits.
    public func withCancellationShield<R: Sendable>(
        _ operation: @escaping @Sendable (isolated Self) async throws -> R
    ) async throws -> R {
        try await Task { try await operation(self) }.value
    }

    /// What the workflow is doing just now, in Markdown, for people: the UI shows it. It is kept in memory only, so the code sets it again
    /// as it is replayed; in a query or an update's validator it stays as it is.
    public var currentDetails: String {
        get { WorkflowInstance.current?.currentDetails ?? "" }
        set {
            guard let instance = WorkflowInstance.current, !instance.isReadOnly else { return }
            instance.currentDetails = newValue
        }
    }

    /// Sets and unsets search attributes of the run: `try upsertSearchAttributes(SearchAttributeKey.keyword("State").set("paid"))`.
    public func upsertSearchAttributes(
        _ updates: SearchAttributeUpdate..., fileID: StaticString = #fileID, line: UInt = #line
    ) throws {
        try instance().upsertSearchAttributes(updates, at: CallSite(fileID, line))
    }

    /// Adds to or replaces values of the run's memo; nil removes one.
    public func upsertMemo(
        _ values: [String: (any Encodable & Sendable)?], fileID: StaticString = #fileID, line: UInt = #line
    ) throws {
        try instance().upsertMemo(values, at: CallSite(fileID, line))
    }
}

/// The run's randomness, as a generator for Swift's own `random(in:using:)` functions.
///
/// All generators of a run draw from one source, so it does not matter which is used. Queries and validators, which no replay
/// runs again, leave it alone and get the system's randomness.
public struct WorkflowRandomNumberGenerator: RandomNumberGenerator, Sendable {
    /// The next 64 random bits; outside of a run, and in queries and validators, they come from the system.
    public mutating func next() -> UInt64 {
        guard let instance = WorkflowInstance.current, !instance.isReadOnly else {
            return UInt64.random(in: 0 ... .max)
        }
        return instance.random.next()
    }

    mutating func uuid() -> String {
        guard let instance = WorkflowInstance.current, !instance.isReadOnly else {
            var system = RandomSource(seed: String(next(), radix: 16))
            return system.uuid()
        }
        return instance.random.uuid()
    }
}
