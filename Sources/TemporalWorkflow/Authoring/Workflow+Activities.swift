// Activities, as a workflow asks for them.

import TemporalCore

extension Workflow {
    /// Runs an activity without arguments and returns its result; see the overload with one argument.
    public func execute<A: Activity>(
        _ activity: A.Type, startToClose: Duration? = nil, options: ActivityOptions = ActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument1 == NoArgument {
        try await execute(
            A.self, encode: { _ in [] }, startToClose: startToClose, options: options,
            at: CallSite(fileID, line))
    }

    /// Runs an activity and returns its result.
    ///
    /// - Parameters:
    ///   - activity: the activity's type.
    ///   - argument: what its `run` takes.
    ///   - startToClose: the longest time of one attempt; overrides `options`. It or `options.scheduleToClose` must be set.
    ///   - options: everything else.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: `ActivityFailure`, whose cause is what the activity threw, or its timeout or cancellation.
    public func execute<A: Activity>(
        _ activity: A.Type, _ argument: A.Argument1, startToClose: Duration? = nil,
        options: ActivityOptions = ActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument2 == NoArgument {
        try await execute(
            A.self, encode: { try $0.encodeArguments(argument) }, startToClose: startToClose, options: options,
            at: CallSite(fileID, line))
    }

    /// Runs an activity with two arguments and returns its result; see the overload with one argument.
    public func execute<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, startToClose: Duration? = nil,
        options: ActivityOptions = ActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument3 == NoArgument {
        try await execute(
            A.self, encode: { try $0.encodeArguments(argument1, argument2) }, startToClose: startToClose,
            options: options, at: CallSite(fileID, line))
    }

    /// Runs an activity with three arguments and returns its result; see the overload with one argument.
    public func execute<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, _ argument3: A.Argument3,
        startToClose: Duration? = nil, options: ActivityOptions = ActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output where A.Argument4 == NoArgument {
        try await execute(
            A.self, encode: { try $0.encodeArguments(argument1, argument2, argument3) }, startToClose: startToClose,
            options: options, at: CallSite(fileID, line))
    }

    /// Runs an activity with four arguments and returns its result; see the overload with one argument.
    public func execute<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, _ argument3: A.Argument3,
        _ argument4: A.Argument4, startToClose: Duration? = nil, options: ActivityOptions = ActivityOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> A.Output {
        try await execute(
            A.self, encode: { try $0.encodeArguments(argument1, argument2, argument3, argument4) },
            startToClose: startToClose,
            options: options, at: CallSite(fileID, line))
    }

    private func execute<A: Activity>(
        _ activity: A.Type, encode: (DataConverter) throws -> [Payload], startToClose: Duration?,
        options: ActivityOptions, at site: CallSite
    ) async throws -> A.Output {
        let instance = try instance()
        var options = options
        if let startToClose { options.startToClose = startToClose }
        let result = try await instance.executeActivity(
            type: A.activityType, input: try encode(instance.converter), options: options, at: site)
        return try instance.converter.decodeResult(result?.payloads ?? [], as: A.Output.self)
    }
}
