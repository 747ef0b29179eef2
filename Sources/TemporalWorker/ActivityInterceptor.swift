// What stands around the activities of a worker: it reads the headers that came with them, and sees what they tell the server.

import TemporalCore
import TemporalWorkflow

/// Stands around the activities and local activities that a worker runs, and around what they ask their context for.
///
/// Methods left out change nothing. Of several interceptors the first is the outermost.
public protocol ActivityInterceptor: Sendable {
    /// An attempt of an activity is run, with its `ActivityContext` at hand; `next` returns the encoded result.
    func execute(
        _ input: ExecuteActivityInput, next: @Sendable (ExecuteActivityInput) async throws -> Payload
    ) async throws -> Payload
    /// The activity says that it is alive, with encoded details.
    func heartbeat(_ details: [Payload], next: @Sendable ([Payload]) throws -> Void) throws
    /// What the activity is told when it asks for its task's information.
    func info(_ info: ActivityInfo) -> ActivityInfo
}

extension ActivityInterceptor {
    /// Calls `next`.
    public func execute(
        _ input: ExecuteActivityInput, next: @Sendable (ExecuteActivityInput) async throws -> Payload
    ) async throws -> Payload { try await next(input) }
    /// Calls `next`.
    public func heartbeat(_ details: [Payload], next: @Sendable ([Payload]) throws -> Void) throws {
        try next(details)
    }
    /// Returns `info`.
    public func info(_ info: ActivityInfo) -> ActivityInfo { info }
}

/// An attempt of an activity.
public struct ExecuteActivityInput: Sendable {
    /// What is known of its task.
    public let info: ActivityInfo
    /// The arguments, after codecs.
    public var arguments: [Payload]
    /// What came with the activity.
    public var headers: [String: Payload]
}

extension ActivityDefinition {
    /// Runs the activity through `interceptors`. What these are given is copied: they may hold on to it.
    func run(
        _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter, info: ActivityInfo,
        through interceptors: [any ActivityInterceptor]
    ) async throws -> Payload {
        let input = ExecuteActivityInput(
            info: info, arguments: arguments.map { $0.copied() }, headers: header.copiedFields)
        return try await intercept(interceptors[...], input, { try await $0.execute($1, next: $2) }) { [run] input in
            try await run(input.arguments, converter)
        }
    }
}
