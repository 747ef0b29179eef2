// Handlers of whatever has no handler of its own, told its name.

import TemporalCore

/// Handles the signals that have no handler of their own.
///
/// ```swift
/// static var others: DynamicSignal<OrderWorkflow> {
///     DynamicSignal { workflow, name, arguments in workflow.notes[name] = try arguments.decode() }
/// }
/// ```
/// List it in the workflow's ``Workflow/handlers``, which may have one of each kind.
public struct DynamicSignal<W: Workflow>: Sendable {
    let handle: @Sendable (W, String, [Payload], DataConverter) -> @Sendable () async throws -> Void
    var unfinishedPolicy = UnfinishedHandlerPolicy.warnAndAbandon
    var description = ""

    /// A handler that is told the signal's name and arguments.
    public init(_ handler: @escaping @Sendable (isolated W, String, RawArguments) async throws -> Void) {
        handle = { workflow, name, payloads, converter in
            let arguments = RawArguments(payloads, converter)
            return { try await handler(workflow, name, arguments) }
        }
    }

    /// The same, with what is done where it has not ended when the workflow does.
    public func ifUnfinished(_ policy: UnfinishedHandlerPolicy) -> Self {
        var copy = self
        copy.unfinishedPolicy = policy
        return copy
    }
}

/// Answers the queries that have no handler of their own.
public struct DynamicQuery<W: Workflow>: Sendable {
    let answer: @Sendable (W, String, [Payload], DataConverter) throws -> Payload
    var description = ""

    /// A handler that is told the query's name and arguments.
    public init<Output: Codable & Sendable>(
        _ handler: @escaping @Sendable (isolated W, String, RawArguments) throws -> Output
    ) {
        answer = { workflow, name, payloads, converter in
            let arguments = RawArguments(payloads, converter)
            return try converter.encode(workflow.assumeIsolated { try handler($0, name, arguments) })
        }
    }
}

/// Handles the updates that have no handler of their own.
public struct DynamicUpdate<W: Workflow>: Sendable {
    let prepare: @Sendable (W, String, [Payload], DataConverter) -> AnyUpdate
    var unfinishedPolicy = UnfinishedHandlerPolicy.warnAndAbandon
    var description = ""

    /// A handler that is told the update's name and arguments, and a validator that may decline them.
    public init<Output: Sendable>(
        _ handler: @escaping @Sendable (isolated W, String, RawArguments) async throws -> Output,
        validator: @escaping @Sendable (isolated W, String, RawArguments) throws -> Void = { _, _, _ in }
    ) {
        prepare = { workflow, name, payloads, converter in
            let arguments = RawArguments(payloads, converter)
            return AnyUpdate {
                try workflow.assumeIsolated { try validator($0, name, arguments) }
            } handle: {
                try converter.encodeResult(await handler(workflow, name, arguments))
            }
        }
    }

    /// The same, with what is done where it has not ended when the workflow does.
    public func ifUnfinished(_ policy: UnfinishedHandlerPolicy) -> Self {
        var copy = self
        copy.unfinishedPolicy = policy
        return copy
    }
}
