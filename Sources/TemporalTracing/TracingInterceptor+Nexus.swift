// Spans of Nexus operations that a worker handles.

import TemporalCore
import TemporalWorker
import Tracing

extension TracingInterceptor: NexusInterceptor {
    /// A span `RunStartNexusOperationHandler:SERVICE/OPERATION`, which follows the caller's, and which what the handler starts follows.
    public func startOperation(
        _ input: HandleNexusStartInput, next: @Sendable (HandleNexusStartInput) async throws -> NexusOutcome
    ) async throws -> NexusOutcome {
        let context = input.context
        return try await trace(
            "RunStartNexusOperationHandler:\(context.service)/\(context.operation)", .server,
            in: extract(text: context.headers), [:]
        ) { _ in try await next(input) }
    }

    /// A span `RunCancelNexusOperationHandler:SERVICE/OPERATION`.
    public func cancelOperation(
        _ input: HandleNexusCancelInput, next: @Sendable (HandleNexusCancelInput) async throws -> Void
    ) async throws {
        try await trace(
            "RunCancelNexusOperationHandler:\(input.service)/\(input.operation)", .server,
            in: extract(text: input.headers), [:]
        ) { _ in try await next(input) }
    }
}
