// The client for workflows that are Swift types: the compiler checks arguments and results. The calls themselves are those of
// the untyped client.

import TemporalCore

extension TemporalClient {
    /// Starts a workflow without arguments; see the overload with one argument.
    @discardableResult
    public func startWorkflow<W: Workflow>(
        _ workflow: W.Type, id: String, taskQueue: String, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument1 == NoArgument {
        try await start(W.self, input: [], id: id, taskQueue: taskQueue, options: options)
    }

    /// Starts a workflow.
    ///
    /// - Parameters:
    ///   - workflow: the workflow's type.
    ///   - argument: what its `run` takes.
    ///   - id: the workflow's id.
    ///   - taskQueue: the queue that its workers poll.
    ///   - options: everything else.
    /// - Throws: `WorkflowAlreadyStartedError` where the id is taken; `InvalidOptionError` for an option that the server would refuse,
    ///   before anything is sent; `RPCError` where the server declines otherwise.
    @discardableResult
    public func startWorkflow<W: Workflow>(
        _ workflow: W.Type, _ argument: W.Argument1, id: String, taskQueue: String,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument2 == NoArgument {
        try await start(
            W.self, input: converter.encodeArguments(argument), id: id, taskQueue: taskQueue, options: options)
    }

    /// Starts a workflow with two arguments; see the overload with one argument.
    @discardableResult
    public func startWorkflow<W: Workflow>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, id: String, taskQueue: String,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument3 == NoArgument {
        try await start(
            W.self, input: converter.encodeArguments(argument1, argument2), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Starts a workflow with three arguments; see the overload with one argument.
    @discardableResult
    public func startWorkflow<W: Workflow>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3, id: String,
        taskQueue: String, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument4 == NoArgument {
        try await start(
            W.self, input: converter.encodeArguments(argument1, argument2, argument3), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Starts a workflow with four arguments; see the overload with one argument.
    @discardableResult
    public func startWorkflow<W: Workflow>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3,
        _ argument4: W.Argument4, id: String, taskQueue: String,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> {
        try await start(
            W.self, input: converter.encodeArguments(argument1, argument2, argument3, argument4), id: id,
            taskQueue: taskQueue,
            options: options)
    }

    /// The workflow with the given id, in its current run or in the given one; that it is a `W` is not checked.
    public func workflow<W: Workflow>(
        _ workflow: W.Type, id: String, runID: String? = nil
    ) -> TypedWorkflowHandle<W> {
        TypedWorkflowHandle(untyped: self.workflow(id: id, runID: runID))
    }

    private func start<W: Workflow>(
        _ workflow: W.Type, input: [Payload], id: String, taskQueue: String, options: StartWorkflowOptions
    ) async throws -> TypedWorkflowHandle<W> {
        TypedWorkflowHandle(
            untyped: try await start(W.workflowType, input: input, id: id, taskQueue: taskQueue, options: options))
    }
}

/// A workflow of type `W` as a client sees it.
///
/// Signals, queries and updates are named by the definitions of `W`. One that `W` declares but does not list in its
/// ``Workflow/handlers`` throws ``RegistrationError`` before anything is sent.
public struct TypedWorkflowHandle<W: Workflow>: Sendable {
    /// The same workflow without its type.
    public let untyped: WorkflowHandle

    /// The workflow's id.
    public var id: String { untyped.id }

    /// The workflow that `untyped` names, taken for a `W`.
    public init(untyped: WorkflowHandle) {
        self.untyped = untyped
    }

    /// Waits until the workflow has closed and returns its result. Runs that continue this one are followed.
    ///
    /// - Throws: `WorkflowFailedError`, whose cause is how it ended; `RPCError` where the server cannot be asked.
    public func result() async throws -> W.Output {
        try untyped.client.converter.decodeResult(await untyped.resultPayloads(), as: W.Output.self)
    }

    /// Sends the workflow a signal.
    ///
    /// - Throws: `RPCError`, with the code `notFound` where no such workflow runs.
    public func signal<Input>(_ signal: Signal<W, Input>, _ input: Input) async throws {
        try check(W.handlers.signals[signal.name] != nil, "signal", signal.name)
        try await untyped.signal(signal.name, input: signal.encode(input, untyped.client.converter))
    }

    /// Sends the workflow a signal without arguments.
    ///
    /// - Throws: `RPCError`, with the code `notFound` where no such workflow runs.
    public func signal(_ signal: Signal<W, Void>) async throws {
        try await self.signal(signal, ())
    }

    /// Asks the workflow a question.
    ///
    /// - Throws: `RPCError` with the workflow's own message where it cannot answer; `QueryRejectedError` where `rejectCondition`, which
    ///   says what workflows are not asked, holds.
    public func query<Input, Output>(
        _ query: Query<W, Input, Output>, _ input: Input, rejectCondition: QueryRejectCondition? = nil
    ) async throws -> Output {
        try check(W.handlers.queries[query.name] != nil, "query", query.name)
        let converter = untyped.client.converter
        let answer = try await untyped.query(
            query.name, input: query.encode(input, converter), rejectCondition: rejectCondition)
        return try converter.decode(answer.first ?? .null, as: Output.self)
    }

    /// Asks the workflow a question without arguments.
    ///
    /// - Throws: `RPCError` with the workflow's own message where it cannot answer; `QueryRejectedError` where `rejectCondition` holds.
    public func query<Output>(
        _ query: Query<W, Void, Output>, rejectCondition: QueryRejectCondition? = nil
    ) async throws -> Output {
        try await self.query(query, (), rejectCondition: rejectCondition)
    }

    /// Asks the workflow for an update and waits until it has been handled. With the same `updateID` it is the same update each
    /// time it is asked for; nil takes a random one.
    ///
    /// - Throws: what the validator or the handler threw, as a Temporal failure.
    public func update<Input, Output>(
        _ update: Update<W, Input, Output>, _ input: Input, updateID: String? = nil
    ) async throws -> Output {
        try check(W.handlers.updates[update.name] != nil, "update", update.name)
        let converter = untyped.client.converter
        return try converter.decodeResult(
            await untyped.update(update.name, input: update.encode(input, converter), updateID: updateID),
            as: Output.self)
    }

    /// Asks the workflow for an update without arguments and waits until it has been handled.
    ///
    /// - Throws: what the validator or the handler threw, as a Temporal failure; `RPCError` where the server declines.
    public func update<Output>(
        _ update: Update<W, Void, Output>, updateID: String? = nil
    ) async throws -> Output {
        try await self.update(update, (), updateID: updateID)
    }

    /// Asks the workflow for an update and waits until it has come as far as `stage`; the handle knows the rest.
    ///
    /// - Throws: `RPCError`, with the code `notFound` where no such workflow runs; what the workflow throws, the handle's
    ///   `result()` does.
    public func startUpdate<Input, Output>(
        _ update: Update<W, Input, Output>, _ input: Input, waitingFor stage: UpdateStage, updateID: String? = nil
    ) async throws -> TypedUpdateHandle<Output> {
        try check(W.handlers.updates[update.name] != nil, "update", update.name)
        let input = try update.encode(input, untyped.client.converter)
        return TypedUpdateHandle(
            untyped: try await untyped.startUpdate(update.name, input: input, stage: stage, updateID: updateID))
    }

    /// Asks the workflow for an update without arguments and waits until it has come as far as `stage`.
    ///
    /// - Throws: `RPCError`, with the code `notFound` where no such workflow runs.
    public func startUpdate<Output>(
        _ update: Update<W, Void, Output>, waitingFor stage: UpdateStage, updateID: String? = nil
    ) async throws -> TypedUpdateHandle<Output> {
        try await startUpdate(update, (), waitingFor: stage, updateID: updateID)
    }

    /// Asks the workflow to cancel.
    ///
    /// - Parameter reason: why, which the workflow may read.
    /// - Throws: `RPCError`, with the code `notFound` where no such workflow runs.
    public func cancel(reason: String = "") async throws {
        try await untyped.cancel(reason: reason)
    }

    /// Ends the workflow at once, without asking it.
    ///
    /// - Throws: `RPCError`, with the code `notFound` where no such workflow runs.
    public func terminate(reason: String = "") async throws {
        try await untyped.terminate(reason: reason)
    }

    private func check(_ isListed: Bool, _ kind: String, _ name: String) throws(RegistrationError) {
        try W.check(isListed, kind, name)
    }
}

/// An update of which a workflow was asked, and which answers with an `Output`.
public struct TypedUpdateHandle<Output: Sendable>: Sendable {
    /// The same update without its type.
    public let untyped: UpdateHandle

    /// The update's id.
    public var id: String { untyped.id }

    /// Waits until the update has been handled and returns what the workflow answers.
    ///
    /// - Throws: what the validator or the handler threw, as a Temporal failure; `RPCError` where the server cannot be asked.
    public func result() async throws -> Output {
        try untyped.workflow.client.converter.decodeResult(await untyped.resultPayloads(), as: Output.self)
    }
}

extension Workflow {
    /// Throws what an author must mend where a handler is not listed.
    static func check(_ isListed: Bool, _ kind: String, _ name: String) throws(RegistrationError) {
        guard isListed else {
            throw RegistrationError(
                """
                \(workflowType) has a \(kind) '\(name)' that its 'handlers' do not list: add it there, or send it by its \
                name if the workflow adds it while it runs
                """)
        }
    }
}
