// What a worker offers to the workflows of others: a handler for each Nexus operation.

import TemporalCore
import TemporalWorkflow

/// Handles a Nexus operation; a line of a worker's registrations.
///
/// ```swift
/// NexusHandler(Payments.quote) { order, _ in try await prices.quote(order) }
/// NexusHandler(running: Payments.charge) { order, context in
///     try await context.start(ChargeWorkflow.self, order, id: "charge-\(order.id)")
/// }
/// ```
public struct NexusHandler: Sendable {
    /// What became of a request.
    enum Outcome: Sendable {
        case result(Payload)
        case started(token: String, link: API.Nexus.Link)
    }

    let service: String
    let operation: String
    let start: @Sendable (Payload, NexusContext) async throws -> Outcome
    let cancel: @Sendable (String, TemporalClient) async throws -> Void

    /// A handler that answers at once, within a few seconds.
    ///
    /// What it throws is tried again, except an `ApplicationFailure` that is not retryable and a `NexusHandlerFailure` that says so.
    /// ``NexusOperationError`` fails or cancels the operation itself.
    public init<Input, Output>(
        _ operation: NexusOperation<Input, Output>,
        _ body: @escaping @Sendable (Input, NexusContext) async throws -> Output
    ) {
        service = operation.service
        self.operation = operation.name
        start = { input, context in
            let converter = context.client.converter
            let input = try Self.decode(input, as: Input.self, converter)
            return .result(try converter.encodeResult(await body(input, context)))
        }
        cancel = { _, _ in
            throw NexusHandlerFailure(
                "an operation that ends at once cannot be canceled", type: "NOT_IMPLEMENTED", isRetryable: false)
        }
    }

    /// A handler that has a workflow carry the operation out. Canceling the operation cancels the workflow.
    public init<Input, Output>(
        running operation: NexusOperation<Input, Output>,
        _ body: @escaping @Sendable (Input, NexusContext) async throws -> NexusWorkflowRun<Output>
    ) {
        service = operation.service
        self.operation = operation.name
        start = { input, context in
            let input = try Self.decode(input, as: Input.self, context.client.converter)
            let run = try await body(input, context)
            return .started(token: run.token, link: run.link)
        }
        cancel = { text, client in
            let token = try NexusToken(text)
            guard token.namespace == client.namespace else {
                throw NexusHandlerFailure("the operation is of another namespace", type: "BAD_REQUEST")
            }
            try await client.workflow(id: token.workflowID).cancel()
        }
    }

    private static func decode<Input: Sendable>(
        _ payload: Payload, as type: Input.Type, _ converter: DataConverter
    ) throws -> Input {
        do {
            return try converter.decodeResult([payload], as: Input.self)
        } catch {
            throw NexusHandlerFailure("\(error)", type: "BAD_REQUEST", isRetryable: false)
        }
    }
}

/// A Nexus operation that has failed or was canceled, and is not tried again.
public struct NexusOperationError: Error, Sendable, CustomStringConvertible {
    /// How the operation ended.
    public enum State: Sendable, Hashable {
        /// It failed.
        case failed
        /// It was canceled.
        case canceled
    }

    /// What happened, in a sentence.
    public let description: String
    /// How it ended.
    public let state: State

    /// An operation that ended so.
    public init(_ description: String, state: State = .failed) {
        self.description = description
        self.state = state
    }
}
