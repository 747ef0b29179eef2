// What a workflow does with a child that has started.

import TemporalCore

/// A child workflow that has started. It is used in the workflow that started it, and nowhere else.
public struct ChildWorkflowHandle<Child: Workflow>: Sendable {
    let child: UntypedChildWorkflowHandle

    /// The child's workflow id.
    public var id: String { child.id }

    /// The id of the child's first run.
    public var runID: String { child.runID }

    /// Waits until the child has closed and returns its result.
    ///
    /// Canceling the waiting task cancels the child as ``ChildWorkflowOptions/cancellation`` says.
    ///
    /// - Throws: `ChildWorkflowFailure`, whose cause is how the child failed; ``ReadOnlyError`` in a query or a validator.
    public func result() async throws -> Child.Output {
        try await child.result(as: Child.Output.self)
    }

    /// Sends the child a signal and waits until the server has delivered it.
    ///
    /// - Throws: `ApplicationFailure` of type `SignalExternalWorkflowFailed` where the child has closed; ``RegistrationError`` where
    ///   it does not list the signal; `CancellationError` where the task is canceled before the signal is sent.
    public func signal<Input>(
        _ signal: Signal<Child, Input>, _ input: Input, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try Child.check(Child.handlers.signals[signal.name] != nil, "signal", signal.name)
        let instance = try WorkflowInstance.inCode()
        try await child.signal(signal.name, try signal.encode(input, instance.converter), at: CallSite(fileID, line))
    }

    /// Sends the child a signal without arguments and waits until the server has delivered it.
    public func signal(
        _ signal: Signal<Child, Void>, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try await self.signal(signal, (), fileID: fileID, line: line)
    }

    /// Asks the child to cancel, also one whose ``ChildWorkflowOptions/cancellation`` is to abandon it. Who waits for its result goes on as
    /// that option says; an abandoned one is waited for to its end.
    ///
    /// - Throws: ``ReadOnlyError`` in a query or a validator.
    public func cancel(fileID: StaticString = #fileID, line: UInt = #line) throws {
        try child.cancel(fileID: fileID, line: line)
    }
}

/// A child workflow that was started by the name of its type.
public struct UntypedChildWorkflowHandle: Sendable {
    let child: StartedChild

    /// The child's workflow id.
    public var id: String { child.workflowID }

    /// The id of the child's first run.
    public var runID: String { child.runID }

    /// Waits until the child has closed and returns its result; `Void` takes anything.
    ///
    /// Canceling the waiting task cancels the child as ``ChildWorkflowOptions/cancellation`` says.
    ///
    /// - Throws: `ChildWorkflowFailure`, whose cause is how the child failed; ``ReadOnlyError`` in a query or a validator;
    ///   `PayloadConversionError` where the result is of another type.
    public func result<Output: Sendable>(as type: Output.Type = Output.self) async throws -> Output {
        let instance = try WorkflowInstance.inCode()
        let payloads = try await instance.result(of: child)
        return try instance.converter.decodeResult(payloads?.payloads ?? [], as: type)
    }

    /// Sends the child the signal `name` and waits until the server has delivered it.
    ///
    /// - Throws: `ApplicationFailure` of type `SignalExternalWorkflowFailed` where the child has closed; `CancellationError` where
    ///   the task is canceled before the signal is sent.
    public func signal<each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        let input = try WorkflowInstance.inCode().converter.encodeCall(repeat each arguments)
        try await signal(name, input, at: CallSite(fileID, line))
    }

    fileprivate func signal(_ name: String, _ input: [Payload], at site: CallSite) async throws {
        try await WorkflowInstance.inCode().signalExternal(
            workflowID: id, runID: "", childOnly: true, name: name, input: input, at: site)
    }

    /// Asks the child to cancel, also one whose ``ChildWorkflowOptions/cancellation`` is to abandon it. Who waits for its result goes on as
    /// that option says; an abandoned one is waited for to its end.
    ///
    /// - Throws: ``ReadOnlyError`` in a query or a validator.
    public func cancel(fileID: StaticString = #fileID, line: UInt = #line) throws {
        let instance = try WorkflowInstance.inCode()
        if instance.isReadOnly { throw ReadOnlyError() }
        instance.askToCancel(child.sequence, at: CallSite(fileID, line))
    }
}
