// Activities without a workflow that are Swift types: the compiler checks arguments and results.

import TemporalCore

extension TemporalClient {
    /// Starts an activity without arguments that has no workflow; see the overload with one argument.
    @discardableResult
    public func startActivity<A: Activity>(
        _ activity: A.Type, id: String, taskQueue: String, options: StartActivityOptions
    ) async throws -> TypedActivityHandle<A> where A.Argument1 == NoArgument {
        try await start(A.self, input: [], id: id, taskQueue: taskQueue, options: options)
    }

    /// Starts an activity that has no workflow.
    ///
    /// - Parameters:
    ///   - activity: the activity's type.
    ///   - argument: what its `run` takes.
    ///   - id: the activity's id, among those that have no workflow.
    ///   - taskQueue: the queue that its workers poll.
    ///   - options: everything else; `startToClose` or `scheduleToClose` must be set.
    /// - Throws: `ActivityAlreadyStartedError` where the id is taken; `InvalidOptionError` for an option that the server would refuse,
    ///   before anything is sent; `RPCError`, with the code `unimplemented` where the server knows no activities without a workflow.
    @discardableResult
    public func startActivity<A: Activity>(
        _ activity: A.Type, _ argument: A.Argument1, id: String, taskQueue: String, options: StartActivityOptions
    ) async throws -> TypedActivityHandle<A> where A.Argument2 == NoArgument {
        try await start(
            A.self, input: converter.encodeArguments(argument), id: id, taskQueue: taskQueue, options: options)
    }

    /// Starts an activity with two arguments that has no workflow; see the overload with one argument.
    @discardableResult
    public func startActivity<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, id: String, taskQueue: String,
        options: StartActivityOptions
    ) async throws -> TypedActivityHandle<A> where A.Argument3 == NoArgument {
        try await start(
            A.self, input: converter.encodeArguments(argument1, argument2), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Starts an activity with three arguments that has no workflow; see the overload with one argument.
    @discardableResult
    public func startActivity<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, _ argument3: A.Argument3, id: String,
        taskQueue: String, options: StartActivityOptions
    ) async throws -> TypedActivityHandle<A> where A.Argument4 == NoArgument {
        try await start(
            A.self, input: converter.encodeArguments(argument1, argument2, argument3), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Starts an activity with four arguments that has no workflow; see the overload with one argument.
    @discardableResult
    public func startActivity<A: Activity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2, _ argument3: A.Argument3,
        _ argument4: A.Argument4, id: String, taskQueue: String, options: StartActivityOptions
    ) async throws -> TypedActivityHandle<A> {
        try await start(
            A.self, input: converter.encodeArguments(argument1, argument2, argument3, argument4), id: id,
            taskQueue: taskQueue, options: options)
    }

    private func start<A: Activity>(
        _ activity: A.Type, input: [Payload], id: String, taskQueue: String, options: StartActivityOptions
    ) async throws -> TypedActivityHandle<A> {
        TypedActivityHandle(
            untyped: try await startActivity(
                A.activityType, input: input, id: id, taskQueue: taskQueue, options: options))
    }
}

/// An activity of type `A` without a workflow, as a client sees it.
public struct TypedActivityHandle<A: Activity>: Sendable {
    /// The same activity without its type: to be canceled, described, paused.
    public let untyped: StandaloneActivityHandle

    /// The activity that `untyped` names, taken for an `A`.
    public init(untyped: StandaloneActivityHandle) {
        self.untyped = untyped
    }

    /// The activity's id.
    public var id: String { untyped.id }

    /// Waits until the activity has closed and returns its result.
    ///
    /// - Throws: `ActivityFailedError`, whose cause is how it ended; `RPCError` where the server cannot be asked.
    public func result() async throws -> A.Output {
        try untyped.client.converter.decodeResult(await untyped.resultPayloads(), as: A.Output.self)
    }
}
