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
/// NexusHandler(starting: Payments.refund) { order, context in
///     .started(token: try await bank.refund(order, callback: context.callback))
/// } cancel: { token, _ in
///     try await bank.stop(token)
/// }
/// ```
public struct NexusHandler: Sendable {
    /// What became of a request.
    enum Outcome: Sendable {
        case result(Payload)
        case started(token: String, link: API.Nexus.Link?)
    }

    let service: String
    let operation: String
    let start: @Sendable (Payload, NexusContext) async throws -> Outcome
    let cancel: @Sendable (String, NexusCancelContext) async throws -> Void

    /// A handler that answers at once, within a few seconds.
    ///
    /// What it throws is tried again, except an `ApplicationFailure` that is not retryable and a `NexusHandlerFailure` that says so.
    /// ``NexusOperationError`` fails or cancels the operation itself.
    public init<Input, Output>(
        _ operation: NexusOperation<Input, Output>,
        _ body: @escaping @Sendable (Input, NexusContext) async throws -> Output
    ) {
        self.init(
            starting: operation, { .result(try await body($0, $1)) },
            cancel: { _, _ in
                throw NexusHandlerFailure(
                    "an operation that ends at once cannot be canceled", type: "NOT_IMPLEMENTED", isRetryable: false)
            })
    }

    /// A handler that has a workflow carry the operation out. Canceling the operation cancels the workflow.
    public init<Input, Output>(
        running operation: NexusOperation<Input, Output>,
        _ body: @escaping @Sendable (Input, NexusContext) async throws -> NexusWorkflowRun<Output>
    ) {
        self.init(starting: operation, { .running(try await body($0, $1)) })
    }

    /// A handler that decides with each request whether it answers at once or who carries the operation out.
    ///
    /// - Parameters:
    ///   - operation: the operation.
    ///   - start: begins it, within a few seconds. What it throws counts as for a handler that answers at once.
    ///   - cancel: is asked to cancel what runs under a token, at any time after the start, by any worker of the task queue; it may be
    ///     asked more than once. That it returns says that it was asked, not that the operation has ended. The default is
    ///     ``cancelWorkflow(token:client:)``, which declines other tokens than those of workflows.
    public init<Input, Output>(
        starting operation: NexusOperation<Input, Output>,
        _ start: @escaping @Sendable (Input, NexusContext) async throws -> NexusStart<Output>,
        cancel: @escaping @Sendable (_ token: String, _ context: NexusCancelContext) async throws -> Void = {
            try await NexusHandler.cancelWorkflow(token: $0, client: $1.client)
        }
    ) {
        service = operation.service
        self.operation = operation.name
        self.start = { input, context in
            let converter = context.client.converter
            let input = try Self.decode(input, as: Input.self, converter)
            switch try await start(input, context) {
            case .result(let output): return .result(try converter.encodeResult(output))
            case .running(let run): return .started(token: run.token, link: run.link)
            case .started(let token):
                // Callers and servers know the operation by nothing else.
                guard !token.isEmpty else {
                    throw NexusHandlerFailure(
                        "the handler has started an operation without a token: give it one that is not empty",
                        isRetryable: false)
                }
                return .started(token: token, link: nil)
            }
        }
        self.cancel = cancel
    }

    /// Cancels the workflow that carries an operation out, for a handler's own `cancel`.
    ///
    /// - Throws: `NexusHandlerFailure` of type `BAD_REQUEST` where `token` is not that of a workflow of the client's namespace; `RPCError`
    ///   of code `notFound` where there is no such workflow or it has closed, or of another one where the server could not be asked.
    public static func cancelWorkflow(token: String, client: TemporalClient) async throws {
        let token = try NexusToken(token)
        guard token.namespace == client.namespace else {
            throw NexusHandlerFailure("the operation is of another namespace", type: "BAD_REQUEST")
        }
        try await client.workflow(id: token.workflowID).cancel()
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

/// How a Nexus operation begins; what the handler of ``NexusHandler/init(starting:_:cancel:)`` decides.
public enum NexusStart<Output: Sendable>: Sendable {
    /// It has ended already, with this result.
    case result(Output)
    /// A workflow carries it out, started with ``NexusContext/start(_:_:id:taskQueue:options:)``: its result is the operation's.
    case running(NexusWorkflowRun<Output>)
    /// It runs elsewhere, and is known by this token, which is not empty. Whoever has carried it out completes
    /// ``NexusContext/callback``.
    case started(token: String)
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
