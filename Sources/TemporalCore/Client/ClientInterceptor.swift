// What stands around a client's calls: it sees and changes what is asked for, and adds headers, which travel with it to the
// workflow, where interceptors of the worker read them.

/// Stands around the calls of a ``TemporalClient``.
///
/// Each method is given what was asked for and `next`, which asks the server, or the next interceptor. Those left out call `next`.
/// Of several interceptors the first that the client was given is the outermost.
///
/// Headers are payloads by name that travel with a call. They are sent as they are: payload codecs are not applied to them.
public protocol ClientInterceptor: Sendable {
    /// A workflow is started.
    func startWorkflow(
        _ input: StartWorkflowInput, next: @Sendable (StartWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle
    /// A workflow is sent a signal, and started first where it does not run.
    func signalWithStart(
        _ input: SignalWithStartInput, next: @Sendable (SignalWithStartInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle
    /// A workflow is sent a signal.
    func signalWorkflow(
        _ input: SignalWorkflowInput, next: @Sendable (SignalWorkflowInput) async throws -> Void
    ) async throws
    /// A workflow is asked a question; the answer has one payload.
    func queryWorkflow(
        _ input: QueryWorkflowInput, next: @Sendable (QueryWorkflowInput) async throws -> [Payload]
    ) async throws -> [Payload]
    /// A workflow is asked for an update; whoever waits for its end does so with what this returns.
    func startUpdate(
        _ input: StartUpdateInput, next: @Sendable (StartUpdateInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle
    /// A workflow is asked for an update, and started first where it does not run.
    func startUpdateWithStart(
        _ input: UpdateWithStartInput, next: @Sendable (UpdateWithStartInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle
    /// A workflow is asked to cancel.
    func cancelWorkflow(
        _ input: CancelWorkflowInput, next: @Sendable (CancelWorkflowInput) async throws -> Void
    ) async throws
    /// A workflow is terminated.
    func terminateWorkflow(
        _ input: TerminateWorkflowInput, next: @Sendable (TerminateWorkflowInput) async throws -> Void
    ) async throws
}

extension ClientInterceptor {
    /// Calls `next`.
    public func startWorkflow(
        _ input: StartWorkflowInput, next: @Sendable (StartWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle { try await next(input) }
    /// Calls `next`.
    public func signalWithStart(
        _ input: SignalWithStartInput, next: @Sendable (SignalWithStartInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle { try await next(input) }
    /// Calls `next`.
    public func signalWorkflow(
        _ input: SignalWorkflowInput, next: @Sendable (SignalWorkflowInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func queryWorkflow(
        _ input: QueryWorkflowInput, next: @Sendable (QueryWorkflowInput) async throws -> [Payload]
    ) async throws -> [Payload] { try await next(input) }
    /// Calls `next`.
    public func startUpdate(
        _ input: StartUpdateInput, next: @Sendable (StartUpdateInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle { try await next(input) }
    /// Calls `next`.
    public func startUpdateWithStart(
        _ input: UpdateWithStartInput, next: @Sendable (UpdateWithStartInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle { try await next(input) }
    /// Calls `next`.
    public func cancelWorkflow(
        _ input: CancelWorkflowInput, next: @Sendable (CancelWorkflowInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func terminateWorkflow(
        _ input: TerminateWorkflowInput, next: @Sendable (TerminateWorkflowInput) async throws -> Void
    ) async throws { try await next(input) }
}

/// The start of a workflow.
public struct StartWorkflowInput: Sendable {
    /// The name of the workflow's type.
    public var workflowType: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// The workflow's id.
    public var id: String
    /// The queue that its workers poll.
    public var taskQueue: String
    /// Everything else.
    public var options: StartWorkflowOptions
    /// What travels with the start, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// A signal to a workflow that is started first where it does not run.
public struct SignalWithStartInput: Sendable {
    /// The start; its headers go with the signal too.
    public var start: StartWorkflowInput
    /// The signal's name.
    public var signal: String
    /// The signal's arguments, before codecs.
    public var signalArguments: [Payload]
}

/// A signal to a workflow.
public struct SignalWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The signal's name.
    public var signal: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// What travels with the signal, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// A question to a workflow.
public struct QueryWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The query's name.
    public var query: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// What travels with the question, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// A request for an update of a workflow.
public struct StartUpdateInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The update's name.
    public var update: String
    /// The update's own id.
    public var updateID: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// How far it must have come before the call returns.
    public var stage: UpdateStage
    /// What travels with the request, and reaches the worker's interceptors.
    public var headers: [String: Payload] = [:]
}

/// An update of a workflow that is started first where it does not run.
public struct UpdateWithStartInput: Sendable {
    /// The start.
    public var start: StartWorkflowInput
    /// The update, of the same id.
    public var update: StartUpdateInput
}

/// A request that a workflow cancel.
public struct CancelWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
}

/// The termination of a workflow.
public struct TerminateWorkflowInput: Sendable {
    /// The workflow's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// The reason that the server is told.
    public var reason: String
}
