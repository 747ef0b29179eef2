// Child workflows by their types.

import TemporalCore

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
        try await startChild(child, id: id, options: options, fileID: fileID, line: line).result()
    }

    /// Runs a child workflow to its end and returns its result.
    ///
    /// - Throws: `ChildWorkflowFailure`, whose cause is how the child failed.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument: Child.Argument1, id: String? = nil,
        options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output where Child.Argument2 == NoArgument {
        try await startChild(child, argument, id: id, options: options, fileID: fileID, line: line).result()
    }

    /// Runs a child workflow with two arguments to its end; see the overload with one argument.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, id: String? = nil,
        options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output where Child.Argument3 == NoArgument {
        try await startChild(
            child, argument1, argument2, id: id, options: options, fileID: fileID, line: line
        ).result()
    }

    /// Runs a child workflow with three arguments to its end; see the overload with one argument.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, _ argument3: Child.Argument3,
        id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output where Child.Argument4 == NoArgument {
        try await startChild(
            child, argument1, argument2, argument3, id: id, options: options, fileID: fileID, line: line
        ).result()
    }

    /// Runs a child workflow with four arguments to its end; see the overload with one argument.
    public func executeChild<Child: Workflow>(
        _ child: Child.Type, _ argument1: Child.Argument1, _ argument2: Child.Argument2, _ argument3: Child.Argument3,
        _ argument4: Child.Argument4, id: String? = nil, options: ChildWorkflowOptions = ChildWorkflowOptions(),
        fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> Child.Output {
        try await startChild(
            child, argument1, argument2, argument3, argument4, id: id, options: options, fileID: fileID, line: line
        ).result()
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
        return ChildWorkflowHandle(child: UntypedChildWorkflowHandle(child: started))
    }
}
