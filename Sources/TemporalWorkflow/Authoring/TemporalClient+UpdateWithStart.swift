// Update-with-start for workflows that are Swift types.

import TemporalCore

extension TemporalClient {
    /// Asks the workflow `id` for an update, and starts it first, without arguments, where it does not run; see the overload with
    /// one argument.
    public func startUpdateWithStart<W: Workflow, Input, Output>(
        _ workflow: W.Type, id: String, taskQueue: String, update: Update<W, Input, Output>, _ input: Input,
        waitingFor stage: UpdateStage, updateID: String? = nil, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedUpdateHandle<Output> where W.Argument1 == NoArgument {
        try await startUpdateWithStart(
            W.self, [], id, taskQueue, update, input, stage, updateID, options)
    }

    /// Asks the workflow `id` for an update, and starts it first where it does not run: both take place, or neither.
    ///
    /// - Parameters:
    ///   - workflow: the workflow's type.
    ///   - argument: what its `run` takes, if it is started.
    ///   - id: the workflow's id.
    ///   - taskQueue: the queue that its workers poll.
    ///   - update: one of its updates.
    ///   - input: what the update carries: `()` for one without arguments, a tuple for several.
    ///   - stage: how far the update must have come before this returns.
    ///   - updateID: the update's id; nil takes a random one. Asked for again with the same id it is the same update.
    ///   - options: everything else about the start. Without a conflict policy a workflow that runs is used.
    /// - Throws: `WorkflowAlreadyStartedError` where the workflow runs and the conflict policy is to fail; `InvalidOptionError` for an
    ///   option that the server would refuse, before anything is sent; `RPCError` where the server declines otherwise.
    public func startUpdateWithStart<W: Workflow, Input, Output>(
        _ workflow: W.Type, _ argument: W.Argument1, id: String, taskQueue: String, update: Update<W, Input, Output>,
        _ input: Input,
        waitingFor stage: UpdateStage, updateID: String? = nil, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedUpdateHandle<Output> where W.Argument2 == NoArgument {
        try await startUpdateWithStart(
            W.self, converter.encodeArguments(argument), id, taskQueue, update, input, stage, updateID, options)
    }

    /// Asks for an update and starts with two arguments; see the overload with one argument.
    public func startUpdateWithStart<W: Workflow, Input, Output>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, id: String, taskQueue: String,
        update: Update<W, Input, Output>, _ input: Input,
        waitingFor stage: UpdateStage, updateID: String? = nil, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedUpdateHandle<Output> where W.Argument3 == NoArgument {
        try await startUpdateWithStart(
            W.self, converter.encodeArguments(argument1, argument2), id, taskQueue, update, input, stage, updateID,
            options)
    }

    /// Asks for an update and starts with three arguments; see the overload with one argument.
    public func startUpdateWithStart<W: Workflow, Input, Output>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3, id: String,
        taskQueue: String, update: Update<W, Input, Output>, _ input: Input,
        waitingFor stage: UpdateStage, updateID: String? = nil, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedUpdateHandle<Output> where W.Argument4 == NoArgument {
        try await startUpdateWithStart(
            W.self, converter.encodeArguments(argument1, argument2, argument3), id, taskQueue, update, input, stage,
            updateID, options)
    }

    /// Asks for an update and starts with four arguments; see the overload with one argument.
    public func startUpdateWithStart<W: Workflow, Input, Output>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3,
        _ argument4: W.Argument4, id: String, taskQueue: String, update: Update<W, Input, Output>, _ input: Input,
        waitingFor stage: UpdateStage, updateID: String? = nil, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedUpdateHandle<Output> {
        try await startUpdateWithStart(
            W.self, converter.encodeArguments(argument1, argument2, argument3, argument4), id, taskQueue, update, input,
            stage, updateID, options)
    }

    private func startUpdateWithStart<W: Workflow, Input, Output>(
        _ workflow: W.Type, _ arguments: [Payload], _ id: String, _ taskQueue: String,
        _ update: Update<W, Input, Output>,
        _ input: Input, _ stage: UpdateStage, _ updateID: String?, _ options: StartWorkflowOptions
    ) async throws -> TypedUpdateHandle<Output> {
        try W.check(W.handlers.updates[update.name] != nil, "update", update.name)
        return TypedUpdateHandle(
            untyped: try await startUpdateWithStart(
                W.workflowType, input: arguments, id: id, taskQueue: taskQueue, update: update.name,
                updateInput: update.encode(input, converter), stage: stage, updateID: updateID, options: options))
    }
}
