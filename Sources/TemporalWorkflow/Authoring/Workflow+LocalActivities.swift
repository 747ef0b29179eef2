// Local activities, as a workflow asks for them.

import TemporalCore

extension Workflow {
    /// Runs an activity without arguments in this worker and returns its result; see the overload with one argument.
    public func executeLocal<A: Activity>(
        _ activity: A.Type, startToClose: Duration? = nil, options: LocalActivityOptions = LocalActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument1 == NoArgument {
        try await executeLocal(
            A.self, encode: { _ in [] }, startToClose: startToClose, options: options, at: CallSite(fileID, line))
    }

    /// Runs an activity in the worker that runs this workflow, and returns its result.
    ///
    /// A local activity goes through no task queue and leaves one event in history, when it has ended: it is for short work, such as
    /// a lookup. Where the worker dies it is run again, all attempts anew. It cannot heartbeat. While it runs the workflow's task
    /// stays open, and signals reach the workflow at the earliest after 0.8 of the task's timeout (8 s); what takes longer than
    /// a few seconds is better an activity.
    ///
    /// - Parameters:
    ///   - activity: the activity's type, which must be registered with the worker of the workflow.
    ///   - argument: what its `run` takes.
    ///   - startToClose: the longest time of one attempt; overrides `options`. It or `options.scheduleToClose` must be set.
    ///   - options: everything else.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: `ActivityFailure`, whose cause is what the activity threw, or its timeout or cancellation.
    public func executeLocal<A: Activity>(
        _ activity: A.Type, _ argument: A.Argument1, startToClose: Duration? = nil,
        options: LocalActivityOptions = LocalActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument2 == NoArgument {
        try await executeLocal(
            A.self, encode: { try $0.encodeArguments(argument) }, startToClose: startToClose, options: options,
            at: CallSite(fileID, line))
    }

    /// Runs an activity with two arguments in this worker and returns its result; see the overload with one argument.
    public func executeLocal<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, startToClose: Duration? = nil,
        options: LocalActivityOptions = LocalActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument3 == NoArgument {
        try await executeLocal(
            A.self, encode: { try $0.encodeArguments(argument1, argument2) }, startToClose: startToClose,
            options: options, at: CallSite(fileID, line))
    }

    /// Runs an activity with three arguments in this worker and returns its result; see the overload with one argument.
    public func executeLocal<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, _ argument3: A.Argument3,
        startToClose: Duration? = nil, options: LocalActivityOptions = LocalActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument4 == NoArgument {
        try await executeLocal(
            A.self, encode: { try $0.encodeArguments(argument1, argument2, argument3) }, startToClose: startToClose,
            options: options, at: CallSite(fileID, line))
    }

    /// Runs an activity with four arguments in this worker and returns its result; see the overload with one argument.
    public func executeLocal<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, _ argument3: A.Argument3,
        _ argument4: A.Argument4, startToClose: Duration? = nil, options: LocalActivityOptions = LocalActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output {
        try await executeLocal(
            A.self, encode: { try $0.encodeArguments(argument1, argument2, argument3, argument4) },
            startToClose: startToClose, options: options, at: CallSite(fileID, line))
    }

    private func executeLocal<A: Activity>(
        _ activity: A.Type, encode: (DataConverter) throws -> [Payload], startToClose: Duration?,
        options: LocalActivityOptions, at site: CallSite
    ) async throws -> A.Output {
        let instance = try instance()
        var options = options
        if let startToClose { options.startToClose = startToClose }
        let result = try await instance.executeLocalActivity(
            type: A.activityType, input: try encode(instance.converter), options: options, at: site)
        return try instance.converter.decodeResult(result?.payloads ?? [], as: A.Output.self)
    }
}
