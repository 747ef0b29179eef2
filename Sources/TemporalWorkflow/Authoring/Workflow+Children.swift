// Child workflows, other workflows, and the next run of this one.

import TemporalCore

/// A child workflow that has started.
public struct ChildWorkflowHandle<Child: Workflow>: Sendable {
    let child: StartedChild

    /// The child's workflow id.
    public var id: String { child.workflowID }

    /// The id of the child's first run.
    public var runID: String { child.runID }
}

/// Any workflow of the namespace, known by its id.
public struct ExternalWorkflowHandle<W: Workflow>: Sendable {
    /// The workflow's id.
    public let id: String
    /// The run; nil is the current one.
    public let runID: String?
}

extension Workflow {
    /// Starts a child workflow without arguments and waits until it has started; see the overload with one argument.
    public func startChild<Child: Workflow>(
        _ child: Child.Type, id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> ChildWorkflowHandle<Child> where Child.Argument1 == NoArgument {
        try await startChild(Child.self, encode: { _ in [] }, id: id, options: options, at: CallSite(fileID, line))
    }

    /// Starts a child workflow and waits until it has started.
    ///
    /// - Parameters:
    ///   - child: the child's type.
    ///   - argument: what its `run` takes.
    ///   - id: the child's workflow id; overrides `options`.
    ///   - options: everything else.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: `ChildWorkflowFailure` where it could not be started or was canceled before.
    public func startChild<Child: Workflow>(
        _ child: Child.Type, _ argument: Child.Argument1, id: String? = nil,
        options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> ChildWorkflowHandle<Child> where Child.Argument2 == NoArgument {
        try await startChild(
            Child.self, encode: { try $0.encodeArguments(argument) }, id: id, options: options,
            at: CallSite(fileID, line))
    }

    /// Starts a child workflow with two arguments; see the overload with one argument.
    public func startChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, id: String? = nil,
        options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> ChildWorkflowHandle<Child> where Child.Argument3 == NoArgument {
        try await startChild(
            Child.self, encode: { try $0.encodeArguments(argument1, argument2) }, id: id, options: options,
            at: CallSite(fileID, line))
    }

    /// Starts a child workflow with three arguments; see the overload with one argument.
    public func startChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, _ argument3: Child.Argument3,
        id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> ChildWorkflowHandle<Child> where Child.Argument4 == NoArgument {
        try await startChild(
            Child.self, encode: { try $0.encodeArguments(argument1, argument2, argument3) }, id: id, options: options,
            at: CallSite(fileID, line))
    }

    /// Starts a child workflow with four arguments; see the overload with one argument.
    public func startChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, _ argument3: Child.Argument3,
        _ argument4: Child.Argument4, id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> ChildWorkflowHandle<Child> {
        try await startChild(
            Child.self, encode: { try $0.encodeArguments(argument1, argument2, argument3, argument4) }, id: id,
            options: options, at: CallSite(fileID, line))
    }

    /// Runs a child workflow without arguments to its end and returns its result; see the overload with one argument.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output where Child.Argument1 == NoArgument {
        try await result(of: startChild(child, id: id, options: options, fileID: fileID, line: line))
    }

    /// Runs a child workflow to its end and returns its result.
    ///
    /// - Throws: `ChildWorkflowFailure`, whose cause is how the child failed.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument: Child.Argument1, id: String? = nil,
        options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output where Child.Argument2 == NoArgument {
        try await result(of: startChild(child, argument, id: id, options: options, fileID: fileID, line: line))
    }

    /// Runs a child workflow with two arguments to its end; see the overload with one argument.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, id: String? = nil,
        options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output where Child.Argument3 == NoArgument {
        try await result(
            of: startChild(child, argument1, argument2, id: id, options: options, fileID: fileID, line: line))
    }

    /// Runs a child workflow with three arguments to its end; see the overload with one argument.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, _ argument3: Child.Argument3,
        id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output where Child.Argument4 == NoArgument {
        try await result(
            of: startChild(child, argument1, argument2, argument3, id: id, options: options, fileID: fileID, line: line)
        )
    }

    /// Runs a child workflow with four arguments to its end; see the overload with one argument.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, _ argument3: Child.Argument3,
        _ argument4: Child.Argument4, id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output {
        try await result(
            of: startChild(
                child, argument1, argument2, argument3, argument4, id: id, options: options, fileID: fileID, line: line)
        )
    }

    /// Waits until a child has closed and returns its result.
    ///
    /// Canceling the waiting task cancels the child as ``ChildWorkflowOptions/cancellation`` says.
    public func result<Child: Workflow>(of handle: ChildWorkflowHandle<Child>) async throws -> Child.Output {
        let instance = try instance()
        let payloads = try await instance.result(of: handle.child)
        return try instance.converter.decodeResult(payloads?.payloads ?? [], as: Child.Output.self)
    }

    /// Asks a child to cancel.
    public func cancel<Child: Workflow>(
        _ handle: ChildWorkflowHandle<Child>, fileID: StaticString = #fileID, line: UInt = #line
    ) throws {
        let instance = try instance()
        if instance.isReadOnly { throw ReadOnlyError() }
        instance.cancelChild(handle.child.sequence, at: CallSite(fileID, line))
    }

    /// Sends a child a signal and waits until the server has delivered it.
    public func signal<Child: Workflow, Input>(
        _ handle: ChildWorkflowHandle<Child>, _ signal: Signal<Child, Input>, _ input: Input,
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        let instance = try instance()
        try await instance.signalExternal(
            workflowID: handle.id, runID: "", childOnly: true, name: signal.name,
            input: try signal.encode(input, instance.converter), at: CallSite(fileID, line))
    }

    /// Sends a child a signal without arguments and waits until the server has delivered it.
    public func signal<Child: Workflow>(
        _ handle: ChildWorkflowHandle<Child>, _ signal: Signal<Child, Void>,
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try await self.signal(handle, signal, (), fileID: fileID, line: line)
    }

    /// Any workflow of the namespace, to be signaled or canceled.
    public nonisolated func externalWorkflow<W: Workflow>(
        _ type: W.Type = W.self, id: String, runID: String? = nil
    ) -> ExternalWorkflowHandle<W> {
        ExternalWorkflowHandle(id: id, runID: runID)
    }

    /// Sends another workflow a signal and waits until the server has delivered it.
    ///
    /// - Throws: `ApplicationFailure` of type `SignalExternalWorkflowFailed` where there is no such workflow.
    public func signal<W: Workflow, Input>(
        _ handle: ExternalWorkflowHandle<W>, _ signal: Signal<W, Input>, _ input: Input,
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        let instance = try instance()
        try await instance.signalExternal(
            workflowID: handle.id, runID: handle.runID ?? "", childOnly: false, name: signal.name,
            input: try signal.encode(input, instance.converter), at: CallSite(fileID, line))
    }

    /// Sends another workflow a signal without arguments and waits until the server has delivered it.
    public func signal<W: Workflow>(
        _ handle: ExternalWorkflowHandle<W>, _ signal: Signal<W, Void>,
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try await self.signal(handle, signal, (), fileID: fileID, line: line)
    }

    /// Asks another workflow to cancel and waits until the server has delivered the request.
    ///
    /// - Throws: `ApplicationFailure` of type `CancelExternalWorkflowFailed` where there is no such workflow.
    public func cancel<W: Workflow>(
        _ handle: ExternalWorkflowHandle<W>, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try await instance().cancelExternal(
            workflowID: handle.id, runID: handle.runID ?? "", at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one without arguments; see the overload with one argument.
    public func continueAsNew(
        options: ContinueAsNewOptions = ContinueAsNewOptions(), fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument1 == NoArgument {
        throw try instance().continueAsNew(input: [], options: options, at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one of the same workflow with an empty history: always throws, and what it throws has
    /// to leave `run`.
    public func continueAsNew(
        _ argument: Argument1, options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument2 == NoArgument {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeArguments(argument), options: options, at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one with two arguments; see the overload with one argument.
    public func continueAsNew(
        _ argument1: Argument1, _ argument2: Argument2, options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument3 == NoArgument {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeArguments(argument1, argument2), options: options,
            at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one with three arguments; see the overload with one argument.
    public func continueAsNew(
        _ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3,
        options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never where Argument4 == NoArgument {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeArguments(argument1, argument2, argument3), options: options,
            at: CallSite(fileID, line))
    }

    /// Ends this run and starts a new one with four arguments; see the overload with one argument.
    public func continueAsNew(
        _ argument1: Argument1, _ argument2: Argument2, _ argument3: Argument3, _ argument4: Argument4,
        options: ContinueAsNewOptions = ContinueAsNewOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) throws -> Never {
        let instance = try instance()
        throw try instance.continueAsNew(
            input: try instance.converter.encodeArguments(argument1, argument2, argument3, argument4), options: options,
            at: CallSite(fileID, line))
    }

    private func startChild<Child: Workflow>(
        _ child: Child.Type, encode: (DataConverter) throws -> [Payload], id: String?,
        options: ChildWorkflowOptions, at site: CallSite
    ) async throws -> ChildWorkflowHandle<Child> {
        let instance = try instance()
        var options = options
        if let id { options.id = id }
        let started = try await instance.startChild(
            type: Child.workflowType, input: try encode(instance.converter), options: options, at: site)
        return ChildWorkflowHandle(child: started)
    }
}

extension WorkflowInstance {
    /// The error that continues the run as new.
    func continueAsNew(
        input: [Payload], options: ContinueAsNewOptions, header: API.Common.Header? = nil, at site: CallSite
    ) throws -> ContinueAsNewError {
        try checkCommandAllowed()
        if header == nil, !interceptors.isEmpty {
            return try interceptContinuation(ContinueAsNewInput(arguments: input, options: options), at: site)
        }
        var attributes = API.Command.ContinueAsNewWorkflowExecutionCommandAttributes()
        attributes.workflowType = API.Common.WorkflowType(name: info.workflowType)
        attributes.taskQueue = API.TaskQueue.TaskQueue(name: options.taskQueue ?? info.taskQueue)
        attributes.input = input.isEmpty ? nil : .init(input)
        attributes.workflowRunTimeout = options.runTimeout
        attributes.workflowTaskTimeout = options.taskTimeout
        attributes.retryPolicy = (options.retryPolicy ?? info.retryPolicy).map(API.Common.RetryPolicy.init)
        // The server carries neither over.
        attributes.memo = try (options.memo ?? info.memo).encoded(with: converter)
        attributes.searchAttributes = (options.searchAttributes ?? info.searchAttributes).encoded
        attributes.header = header?.orNil
        if let behavior = options.versioningBehavior { attributes.initialVersioningBehavior = behavior.message }
        return ContinueAsNewError(attributes: attributes, site: site)
    }
}
