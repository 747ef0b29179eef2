// Spans of activities' attempts.

import TemporalCore
import TemporalWorker
import Tracing

extension TracingInterceptor: ActivityInterceptor {
    /// A span `RunActivity:TYPE` for each attempt.
    public func execute(
        _ input: ExecuteActivityInput, next: @Sendable (ExecuteActivityInput) async throws -> Payload
    ) async throws -> Payload {
        try await trace(
            "RunActivity:\(input.info.activityType)", .server, in: extract(input.headers),
            [
                "temporalWorkflowID": input.info.workflowID, "temporalRunID": input.info.workflowRunID,
                "temporalActivityID": input.info.activityID,
            ]
        ) { _ in try await next(input) }
    }
}
