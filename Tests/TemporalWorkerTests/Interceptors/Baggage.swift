// Interceptors for tests: one that carries who asked from a client to everything that comes of it, one that notes what it sees.

import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// Who asked, wherever code runs that somebody's call brought about.
enum Caller {
    @TaskLocal static var name: String?
}

/// Carries the caller's name in the header `caller`.
struct CallerPropagation: ClientInterceptor, WorkflowInterceptor, ActivityInterceptor {
    private var outgoing: [String: Payload] {
        get throws { try Caller.name.map { ["caller": try DataConverter.default.encode($0)] } ?? [:] }
    }

    private func caller(_ headers: [String: Payload]) throws -> String? {
        try headers["caller"].map { try DataConverter.default.decode($0) }
    }

    // The client's calls.

    func startWorkflow(
        _ input: StartWorkflowInput, next: @Sendable (StartWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    func signalWithStart(
        _ input: SignalWithStartInput, next: @Sendable (SignalWithStartInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle {
        var input = input
        try input.start.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    func signalWorkflow(
        _ input: SignalWorkflowInput, next: @Sendable (SignalWorkflowInput) async throws -> Void
    ) async throws {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        try await next(input)
    }

    func queryWorkflow(
        _ input: QueryWorkflowInput, next: @Sendable (QueryWorkflowInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    func startUpdate(
        _ input: StartUpdateInput, next: @Sendable (StartUpdateInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    func startUpdateWithStart(
        _ input: UpdateWithStartInput, next: @Sendable (UpdateWithStartInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle {
        var input = input
        try input.start.headers.merge(outgoing) { $1 }
        try input.update.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    // What reaches workflows.

    func execute<W: Workflow>(
        _ input: ExecuteWorkflowInput, in workflow: isolated W,
        next: @Sendable (ExecuteWorkflowInput) async throws -> Payload
    ) async throws -> Payload {
        try await Caller.$name.withValue(caller(input.headers)) { try await next(input) }
    }

    func handleSignal<W: Workflow>(
        _ input: HandleSignalInput, in workflow: isolated W, next: @Sendable (HandleSignalInput) async throws -> Void
    ) async throws {
        try await Caller.$name.withValue(caller(input.headers)) { try await next(input) }
    }

    func handleQuery<W: Workflow>(
        _ input: HandleQueryInput, in workflow: isolated W, next: @Sendable (HandleQueryInput) throws -> Payload
    ) throws -> Payload {
        try Caller.$name.withValue(caller(input.headers)) { try next(input) }
    }

    func validateUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W, next: @Sendable (HandleUpdateInput) throws -> Void
    ) throws {
        guard try caller(input.headers) != "nobody" else { throw ApplicationFailure("who are you?", type: "Unknown") }
        try Caller.$name.withValue(caller(input.headers)) { try next(input) }
    }

    func handleUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W,
        next: @Sendable (HandleUpdateInput) async throws -> Payload
    ) async throws -> Payload {
        try await Caller.$name.withValue(caller(input.headers)) { try await next(input) }
    }

    // What workflows ask for.

    func executeActivity<W: Workflow>(
        _ input: ExecuteActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    func executeLocalActivity<W: Workflow>(
        _ input: ExecuteLocalActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteLocalActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    func startChild<W: Workflow>(
        _ input: StartChildInput, in workflow: isolated W,
        next: @Sendable (StartChildInput) async throws -> StartedChild
    ) async throws -> StartedChild {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        return try await next(input)
    }

    func signalExternal<W: Workflow>(
        _ input: SignalExternalInput, in workflow: isolated W,
        next: @Sendable (SignalExternalInput) async throws -> Void
    ) async throws {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        try await next(input)
    }

    func startNexus<W: Workflow>(
        _ input: StartNexusInput, in workflow: isolated W,
        next: @Sendable (StartNexusInput) async throws -> StartedNexusOperation
    ) async throws -> StartedNexusOperation {
        var input = input
        input.options.headers["caller"] = Caller.name
        return try await next(input)
    }

    func continueAsNew<W: Workflow>(
        _ input: ContinueAsNewInput, in workflow: isolated W,
        next: @Sendable (ContinueAsNewInput) throws -> ContinueAsNewError
    ) throws -> ContinueAsNewError {
        var input = input
        try input.headers.merge(outgoing) { $1 }
        return try next(input)
    }

    // Activities.

    func execute(
        _ input: ExecuteActivityInput, next: @Sendable (ExecuteActivityInput) async throws -> Payload
    ) async throws -> Payload {
        try await Caller.$name.withValue(caller(input.headers)) { try await next(input) }
    }
}

/// Notes when calls go in and out, and changes what passes.
final class Notes: WorkflowInterceptor, ActivityInterceptor {
    let name: String
    private let lines: Mutex<[String]>
    private let other: Notes?

    /// Notes under `name`, in the book of `other` where there is one.
    init(_ name: String, in other: Notes? = nil) {
        self.name = name
        self.other = other
        lines = Mutex([])
    }

    var all: [String] { other?.all ?? lines.withLock { $0 } }

    private func note(_ line: String) {
        if let other { other.note("\(name) \(line)", as: ()) } else { note("\(name) \(line)", as: ()) }
    }

    private func note(_ line: String, as: Void) { lines.withLock { $0.append(line) } }

    func executeActivity<W: Workflow>(
        _ input: ExecuteActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        if !workflow.isReplaying { note("calls \(input.activityType) of \(workflow.info.workflowType)") }
        let result = try await next(input)
        if !workflow.isReplaying { note("has its result") }
        return result
    }

    func execute(
        _ input: ExecuteActivityInput, next: @Sendable (ExecuteActivityInput) async throws -> Payload
    ) async throws -> Payload {
        note("runs \(input.info.activityType)")
        var input = input
        input.arguments = try input.arguments.map {
            try DataConverter.default.encode(DataConverter.default.decode($0, as: Int.self) + 1)
        }
        return try await next(input)
    }

    func heartbeat(_ details: [Payload], next: @Sendable ([Payload]) throws -> Void) throws {
        note("beats \(details.count)")
        try next(details)
    }

    func info(_ info: ActivityInfo) -> ActivityInfo {
        var info = info
        info.workflowType += " by \(name)"
        return info
    }
}

/// Has every workflow ask an activity whether it may run, and wait a little.
struct Permission: WorkflowInterceptor {
    func execute<W: Workflow>(
        _ input: ExecuteWorkflowInput, in workflow: isolated W,
        next: @Sendable (ExecuteWorkflowInput) async throws -> Payload
    ) async throws -> Payload {
        let answer = try await workflow.execute(Scripted.self, 1, startToClose: .seconds(10))
        try await workflow.sleep(for: .milliseconds(1))
        guard answer == 1 else { throw ApplicationFailure("not now", type: "NotAllowed", nonRetryable: true) }
        return try await next(input)
    }
}
