// Spans of workflows: of what reaches them, and of what they ask for.

import TemporalCore
import TemporalWorkflow
import Tracing

extension TracingInterceptor: WorkflowInterceptor {
    /// A span `RunWorkflow:TYPE`, from the workflow's beginning until it ends or leaves this worker's memory. The run that follows
    /// continues the trace.
    public func execute<W: Workflow>(
        _ input: ExecuteWorkflowInput, in workflow: isolated W,
        next: @Sendable (ExecuteWorkflowInput) async throws -> Payload
    ) async throws -> Payload {
        try await handle("RunWorkflow:\(workflow.info.workflowType)", input.headers, in: workflow) {
            try await next(input)
        }
    }

    /// A span `HandleSignal:SIGNAL`.
    public func handleSignal<W: Workflow>(
        _ input: HandleSignalInput, in workflow: isolated W, next: @Sendable (HandleSignalInput) async throws -> Void
    ) async throws {
        try await handle("HandleSignal:\(input.signal)", input.headers, in: workflow) { try await next(input) }
    }

    /// A span `HandleQuery:QUERY`.
    public func handleQuery<W: Workflow>(
        _ input: HandleQueryInput, in workflow: isolated W, next: @Sendable (HandleQueryInput) throws -> Payload
    ) throws -> Payload {
        try answer("HandleQuery:\(input.query)", input.headers, in: workflow) { try next(input) }
    }

    /// A span `ValidateUpdate:UPDATE`.
    public func validateUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W, next: @Sendable (HandleUpdateInput) throws -> Void
    ) throws {
        try answer("ValidateUpdate:\(input.update)", input.headers, in: workflow) { try next(input) }
    }

    /// A span `HandleUpdate:UPDATE`.
    public func handleUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W,
        next: @Sendable (HandleUpdateInput) async throws -> Payload
    ) async throws -> Payload {
        try await handle("HandleUpdate:\(input.update)", input.headers, in: workflow) { try await next(input) }
    }

    /// A span `StartActivity:TYPE`, which the activity's attempts follow.
    public func executeActivity<W: Workflow>(
        _ input: ExecuteActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        var input = input
        let context = mark("StartActivity:\(input.activityType)", in: workflow)
        try inject(context, into: &input.headers)
        return try await next(input)
    }

    /// A span `StartActivity:TYPE`, which the activity's attempts follow.
    public func executeLocalActivity<W: Workflow>(
        _ input: ExecuteLocalActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteLocalActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        var input = input
        let context = mark("StartActivity:\(input.activityType)", in: workflow)
        try inject(context, into: &input.headers)
        return try await next(input)
    }

    /// A span `StartChildWorkflow:TYPE`.
    public func startChild<W: Workflow>(
        _ input: StartChildInput, in workflow: isolated W,
        next: @Sendable (StartChildInput) async throws -> StartedChild
    ) async throws -> StartedChild {
        var input = input
        let context = mark("StartChildWorkflow:\(input.workflowType)", in: workflow)
        try inject(context, into: &input.headers)
        return try await next(input)
    }

    /// A span `SignalChildWorkflow:SIGNAL` or `SignalExternalWorkflow:SIGNAL`.
    public func signalExternal<W: Workflow>(
        _ input: SignalExternalInput, in workflow: isolated W,
        next: @Sendable (SignalExternalInput) async throws -> Void
    ) async throws {
        var input = input
        let whom = input.isForChild ? "Child" : "External"
        let context = mark("Signal\(whom)Workflow:\(input.signal)", in: workflow)
        try inject(context, into: &input.headers)
        try await next(input)
    }

    /// A span `StartNexusOperation:SERVICE/OPERATION`, whose context the operation's headers carry as it is.
    public func startNexus<W: Workflow>(
        _ input: StartNexusInput, in workflow: isolated W,
        next: @Sendable (StartNexusInput) async throws -> StartedNexusOperation
    ) async throws -> StartedNexusOperation {
        var input = input
        let context = mark("StartNexusOperation:\(input.service)/\(input.operation)", in: workflow)
        input.options.headers.merge(carrier(of: context)) { $1 }
        return try await next(input)
    }

    /// No span: the new run continues the trace.
    public func continueAsNew<W: Workflow>(
        _ input: ContinueAsNewInput, in workflow: isolated W,
        next: @Sendable (ContinueAsNewInput) throws -> ContinueAsNewError
    ) throws -> ContinueAsNewError {
        var input = input
        if !workflow.isReplaying { try inject(.current, into: &input.headers) }
        return try next(input)
    }

    private func attributes<W: Workflow>(of workflow: isolated W) -> KeyValuePairs<String, String> {
        ["temporalWorkflowID": workflow.info.workflowID, "temporalRunID": workflow.info.runID]
    }

    /// What is asked for: a span without length; returns its context. A replay makes none, but hands on the context in which it runs, for
    /// a local activity whose result is not in the history is run by whoever replays so far.
    private func mark<W: Workflow>(_ name: String, in workflow: isolated W) -> ServiceContext? {
        workflow.isReplaying ? .current : mark(name, attributes(of: workflow))
    }

    /// A span around `body`; where it is replayed only the context in which it ran.
    private func handle<W: Workflow, Output: Sendable>(
        _ name: String, _ headers: [String: Payload], in workflow: isolated W,
        _ body: () async throws -> Output
    ) async throws -> Output {
        let sender = extract(headers)
        if workflow.isReplaying { return try await ServiceContext.$current.withValue(sender) { try await body() } }
        return try await trace(name, .server, in: sender, attributes(of: workflow)) { _ in try await body() }
    }

    /// The same for what does not wait and is never replayed.
    private func answer<W: Workflow, Output>(
        _ name: String, _ headers: [String: Payload], in workflow: isolated W, _ body: () throws -> Output
    ) throws -> Output {
        try traceNow(name, .server, in: extract(headers), attributes(of: workflow), body)
    }
}
