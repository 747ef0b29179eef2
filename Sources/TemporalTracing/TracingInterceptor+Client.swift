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

    /// A span `StartActivity:TYPE`, which the activity's attempts follow.
    public func startActivity(
        _ input: StartActivityInput, next: @Sendable (StartActivityInput) async throws -> StandaloneActivityHandle
    ) async throws -> StandaloneActivityHandle {
        try await call(
            "StartActivity:\(input.activityType)", ["temporalActivityID": input.id], input, [\.headers], next)
    }

    /// A span `CreateSchedule:ID`, which all workflows that the schedule starts follow.
    public func createSchedule(
        _ input: CreateScheduleInput, next: @Sendable (CreateScheduleInput) async throws -> ScheduleHandle
    ) async throws -> ScheduleHandle {
        try await call("CreateSchedule:\(input.id)", [:], input, [\.headers], next)
    }

    private func call<Input, Output>(
        _ name: String, _ id: String, _ input: Input, _ headers: [WritableKeyPath<Input, [String: Payload]>],
        _ next: (Input) async throws -> Output
    ) async throws -> Output {
        try await call(name, ["temporalWorkflowID": id], input, headers, next)
    }

    private func call<Input, Output>(
        _ name: String, _ attributes: KeyValuePairs<String, String>, _ input: Input,
        _ headers: [WritableKeyPath<Input, [String: Payload]>], _ next: (Input) async throws -> Output
    ) async throws -> Output {
        try await trace(name, .client, in: .current, attributes) { context in
            var input = input
            for header in headers { try inject(context, into: &input[keyPath: header]) }
            return try await next(input)
        }
    }
}
