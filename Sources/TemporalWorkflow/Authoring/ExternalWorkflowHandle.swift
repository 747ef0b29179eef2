// Other workflows, known by their ids.

import TemporalCore

/// Any workflow of the namespace, known by its id. It is used in workflows.
public struct ExternalWorkflowHandle<W: Workflow>: Sendable {
    let workflow: UntypedExternalWorkflowHandle

    /// The workflow's id.
    public var id: String { workflow.id }
    /// The run; nil is the current one.
    public var runID: String? { workflow.runID }

    /// Sends the workflow a signal and waits until the server has delivered it.
    ///
    /// - Throws: `ApplicationFailure` of type `SignalExternalWorkflowFailed` where there is no such workflow; ``RegistrationError``
    ///   where its type does not list the signal; `CancellationError` where the task is canceled before the signal is sent.
    public func signal<Input>(
        _ signal: Signal<W, Input>, _ input: Input, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try W.check(W.handlers.signals[signal.name] != nil, "signal", signal.name)
        let instance = try WorkflowInstance.inCode()
        try await workflow.signal(signal.name, try signal.encode(input, instance.converter), at: CallSite(fileID, line))
    }

    /// Sends the workflow a signal without arguments and waits until the server has delivered it.
    public func signal(_ signal: Signal<W, Void>, fileID: StaticString = #fileID, line: UInt = #line) async throws {
        try await self.signal(signal, (), fileID: fileID, line: line)
    }

    /// Asks the workflow to cancel and waits until the server has delivered the request.
    ///
    /// - Throws: `ApplicationFailure` of type `CancelExternalWorkflowFailed` where there is no such workflow.
    public func cancel(fileID: StaticString = #fileID, line: UInt = #line) async throws {
        try await workflow.cancel(fileID: fileID, line: line)
    }
}

/// Any workflow of the namespace, of a type that is not known here.
public struct UntypedExternalWorkflowHandle: Sendable {
    /// The workflow's id.
    public let id: String
    /// The run; nil is the current one.
    public let runID: String?

    /// Sends the workflow the signal `name` and waits until the server has delivered it.
    ///
    /// - Throws: `ApplicationFailure` of type `SignalExternalWorkflowFailed` where there is no such workflow; `CancellationError`
    ///   where the task is canceled before the signal is sent.
    public func signal<each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument, fileID: StaticString = #fileID, line: UInt = #line
    ) async throws {
        let input = try WorkflowInstance.inCode().converter.encodeCall(repeat each arguments)
        try await signal(name, input, at: CallSite(fileID, line))
    }

    fileprivate func signal(_ name: String, _ input: [Payload], at site: CallSite) async throws {
        try await WorkflowInstance.inCode().signalExternal(
            workflowID: id, runID: runID ?? "", childOnly: false, name: name, input: input, at: site)
    }

    /// Asks the workflow to cancel and waits until the server has delivered the request.
    ///
    /// - Throws: `ApplicationFailure` of type `CancelExternalWorkflowFailed` where there is no such workflow.
    public func cancel(fileID: StaticString = #fileID, line: UInt = #line) async throws {
        try await WorkflowInstance.inCode().cancelExternal(
            workflowID: id, runID: runID ?? "", at: CallSite(fileID, line))
    }
}

extension Workflow {
    /// The workflow `id` of the namespace, to be signaled or canceled.
    ///
    /// - Parameters:
    ///   - type: the workflow's type.
    ///   - id: the workflow's id.
    ///   - runID: the run; nil is the current one.
    public nonisolated func externalWorkflow<W: Workflow>(
        _ type: W.Type, id: String, runID: String? = nil
    ) -> ExternalWorkflowHandle<W> {
        ExternalWorkflowHandle(workflow: externalWorkflow(id: id, runID: runID))
    }

    /// The workflow `id` of the namespace, of whatever type, to be signaled or canceled.
    public nonisolated func externalWorkflow(id: String, runID: String? = nil) -> UntypedExternalWorkflowHandle {
        UntypedExternalWorkflowHandle(id: id, runID: runID)
    }
}
