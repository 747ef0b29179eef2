// Activities and children by the names of their types: those of other languages, and those that are known only when the code runs.

import TemporalCore

extension Workflow {
    /// Runs the activity of the type `activityType`, in whatever language it is written, and returns its result.
    ///
    /// ```swift
    /// let receipt = try await execute(
    ///     "charge_card", order, as: Receipt.self, options: ActivityOptions(startToClose: .seconds(30)))
    /// ```
    /// - Parameters:
    ///   - activityType: the name of the type.
    ///   - arguments: what it is given.
    ///   - type: what it returns; `Void` takes anything.
    ///   - options: `startToClose` or `scheduleToClose` must be set.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: `ActivityFailure`, whose cause is what the activity threw, or its timeout or cancellation.
    public func execute<Output: Sendable, each Argument: Encodable & Sendable>(
        _ activityType: String, _ arguments: repeat each Argument, as type: Output.Type = Output.self,
        options: ActivityOptions, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Output {
        let instance = try instance()
        let result = try await instance.executeActivity(
            type: activityType, input: try instance.converter.encodeCall(repeat each arguments), options: options,
            at: CallSite(fileID, line))
        return try instance.converter.decodeResult(result?.payloads ?? [], as: type)
    }

    /// Runs a local activity of the type `activityType`, which this worker has, and returns its result.
    ///
    /// - Throws: `ActivityFailure`, whose cause is what the activity threw, or its timeout or cancellation.
    public func executeLocal<Output: Sendable, each Argument: Encodable & Sendable>(
        _ activityType: String, _ arguments: repeat each Argument, as type: Output.Type = Output.self,
        options: LocalActivityOptions, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Output {
        let instance = try instance()
        let result = try await instance.executeLocalActivity(
            type: activityType, input: try instance.converter.encodeCall(repeat each arguments), options: options,
            at: CallSite(fileID, line))
        return try instance.converter.decodeResult(result?.payloads ?? [], as: type)
    }

    /// Runs a child workflow of the type `workflowType`, in whatever language it is written, to its end and returns its result.
    ///
    /// - Parameters:
    ///   - workflowType: the name of the type.
    ///   - arguments: what it is given.
    ///   - type: what it returns; `Void` takes anything.
    ///   - options: its id, its task queue, and everything else.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: `ChildWorkflowFailure`, whose cause says how it ended.
    public func executeChild<Output: Sendable, each Argument: Encodable & Sendable>(
        _ workflowType: String, _ arguments: repeat each Argument, as type: Output.Type = Output.self,
        options: ChildWorkflowOptions, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Output {
        try await startChild(workflowType, repeat each arguments, options: options, fileID: fileID, line: line)
            .result(as: type)
    }

    /// Starts a child workflow of the type `workflowType`, in whatever language it is written, and waits until it has started.
    ///
    /// - Throws: `ChildWorkflowFailure` where it could not be started or was canceled before.
    public func startChild<each Argument: Encodable & Sendable>(
        _ workflowType: String, _ arguments: repeat each Argument, options: ChildWorkflowOptions,
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> UntypedChildWorkflowHandle {
        let instance = try instance()
        return UntypedChildWorkflowHandle(
            child: try await instance.startChild(
                type: workflowType, input: try instance.converter.encodeCall(repeat each arguments), options: options,
                at: CallSite(fileID, line)))
    }
}
