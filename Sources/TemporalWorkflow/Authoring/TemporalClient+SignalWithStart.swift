// Signal-with-start for workflows that are Swift types.

import TemporalCore

extension TemporalClient {
    /// Sends a signal to the workflow `id`, and starts it first, without arguments, where it does not run; see the overload with
    /// one argument.
    @discardableResult
    public func signalWithStart<W: Workflow, Input>(
        _ workflow: W.Type, id: String, taskQueue: String, signal: Signal<W, Input>, _ input: Input,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument1 == NoArgument {
        try await signalWithStart(W.self, [], id, taskQueue, signal, input, options)
    }

    /// Sends a signal to the workflow `id`, and starts it first where it does not run.
    ///
    /// - Parameters:
    ///   - workflow: the workflow's type.
    ///   - argument: what its `run` takes, if it is started.
    ///   - id: the workflow's id.
    ///   - taskQueue: the queue that its workers poll.
    ///   - signal: one of its signals.
    ///   - input: what the signal carries: `()` for one without arguments, a tuple for several.
    ///   - options: everything else about the start.
    /// - Throws: `WorkflowAlreadyStartedError` where a closed workflow has the id and the reuse policy keeps it; `InvalidOptionError`
    ///   for an option that the server would refuse, before anything is sent; `RPCError` where the server declines otherwise.
    @discardableResult
    public func signalWithStart<W: Workflow, Input>(
        _ workflow: W.Type, _ argument: W.Argument1, id: String, taskQueue: String, signal: Signal<W, Input>,
        _ input: Input, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument2 == NoArgument {
        try await signalWithStart(
            W.self, converter.encodeArguments(argument), id, taskQueue, signal, input, options)
    }

    /// Sends a signal and starts with two arguments; see the overload with one argument.
    @discardableResult
    public func signalWithStart<W: Workflow, Input>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2,
        id: String, taskQueue: String, signal: Signal<W, Input>, _ input: Input,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument3 == NoArgument {
        try await signalWithStart(
            W.self, converter.encodeArguments(argument1, argument2), id, taskQueue, signal, input, options)
    }

    /// Sends a signal and starts with three arguments; see the overload with one argument.
    @discardableResult
    public func signalWithStart<W: Workflow, Input>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3,
        id: String, taskQueue: String, signal: Signal<W, Input>, _ input: Input,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument4 == NoArgument {
        try await signalWithStart(
            W.self, converter.encodeArguments(argument1, argument2, argument3), id, taskQueue, signal, input, options)
    }

    /// Sends a signal and starts with four arguments; see the overload with one argument.
    @discardableResult
    public func signalWithStart<W: Workflow, Input>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3,
        _ argument4: W.Argument4, id: String, taskQueue: String, signal: Signal<W, Input>, _ input: Input,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> {
        try await signalWithStart(
            W.self, converter.encodeArguments(argument1, argument2, argument3, argument4), id, taskQueue, signal, input,
            options)
    }

    private func signalWithStart<W: Workflow, Input>(
        _ workflow: W.Type, _ arguments: [Payload], _ id: String, _ taskQueue: String, _ signal: Signal<W, Input>,
        _ input: Input, _ options: StartWorkflowOptions
    ) async throws -> TypedWorkflowHandle<W> {
        try W.check(W.handlers.signals[signal.name] != nil, "signal", signal.name)
        return TypedWorkflowHandle(
            untyped: try await signalWithStart(
                W.workflowType, input: arguments, id: id, taskQueue: taskQueue, signal: signal.name,
                signalInput: signal.encode(input, converter), options: options))
    }
}
