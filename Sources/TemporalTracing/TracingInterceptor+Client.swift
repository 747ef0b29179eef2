// Spans of a client's calls.

import TemporalCore
import Tracing

extension TracingInterceptor: ClientInterceptor {
    /// A span `StartWorkflow:TYPE`.
    public func startWorkflow(
        _ input: StartWorkflowInput, next: @Sendable (StartWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle {
        try await call("StartWorkflow:\(input.workflowType)", input.id, input, [\.headers], next)
    }

    /// A span `SignalWithStartWorkflow:TYPE`.
    public func signalWithStart(
        _ input: SignalWithStartInput, next: @Sendable (SignalWithStartInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle {
        try await call(
            "SignalWithStartWorkflow:\(input.start.workflowType)", input.start.id, input, [\.start.headers], next)
    }

    /// A span `SignalWorkflow:SIGNAL`.
    public func signalWorkflow(
        _ input: SignalWorkflowInput, next: @Sendable (SignalWorkflowInput) async throws -> Void
    ) async throws {
        try await call("SignalWorkflow:\(input.signal)", input.id, input, [\.headers], next)
    }

    /// A span `QueryWorkflow:QUERY`.
    public func queryWorkflow(
        _ input: QueryWorkflowInput, next: @Sendable (QueryWorkflowInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        try await call("QueryWorkflow:\(input.query)", input.id, input, [\.headers], next)
    }

    /// A span `StartWorkflowUpdate:UPDATE`.
    public func startUpdate(
        _ input: StartUpdateInput, next: @Sendable (StartUpdateInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle {
        try await call("StartWorkflowUpdate:\(input.update)", input.id, input, [\.headers], next)
    }

    /// A span `StartUpdateWithStartWorkflow:TYPE`.
    public func startUpdateWithStart(
        _ input: UpdateWithStartInput, next: @Sendable (UpdateWithStartInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle {
        try await call(
            "StartUpdateWithStartWorkflow:\(input.start.workflowType)", input.start.id, input,
            [\.start.headers, \.update.headers], next)
    }

    private func call<Input, Output>(
        _ name: String, _ id: String, _ input: Input, _ headers: [WritableKeyPath<Input, [String: Payload]>],
        _ next: (Input) async throws -> Output
    ) async throws -> Output {
        let span = begin(name, .client, in: .current, ["temporalWorkflowID": id])
        do {
            var input = input
            for header in headers { try inject(span.context, into: &input[keyPath: header]) }
            let output = try await next(input)
            end(span)
            return output
        } catch {
            end(span, error)
            throw error
        }
    }
}
