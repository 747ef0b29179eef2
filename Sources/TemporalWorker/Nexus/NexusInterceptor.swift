// What stands around the Nexus operations that a worker handles: it reads the headers that came with them, and sees what becomes of
// them.

import TemporalCore

/// Stands around the handlers of a worker's Nexus operations.
///
/// Methods left out change nothing. Of several interceptors the first is the outermost.
public protocol NexusInterceptor: Sendable {
    /// An operation is begun; `next` calls its handler.
    func startOperation(
        _ input: HandleNexusStartInput, next: @Sendable (HandleNexusStartInput) async throws -> NexusOutcome
    ) async throws -> NexusOutcome
    /// An operation that was begun, and has not ended at once, is asked to cancel.
    func cancelOperation(
        _ input: HandleNexusCancelInput, next: @Sendable (HandleNexusCancelInput) async throws -> Void
    ) async throws
}

extension NexusInterceptor {
    /// Calls `next`.
    public func startOperation(
        _ input: HandleNexusStartInput, next: @Sendable (HandleNexusStartInput) async throws -> NexusOutcome
    ) async throws -> NexusOutcome { try await next(input) }
    /// Calls `next`.
    public func cancelOperation(
        _ input: HandleNexusCancelInput, next: @Sendable (HandleNexusCancelInput) async throws -> Void
    ) async throws { try await next(input) }
}

/// The request that a Nexus operation be begun.
public struct HandleNexusStartInput: Sendable {
    /// What the handler knows of the request, its headers among it.
    public let context: NexusContext
    /// The operation's input, after codecs.
    public var input: Payload
}

/// The request that a Nexus operation cancel.
public struct HandleNexusCancelInput: Sendable {
    /// The service.
    public let service: String
    /// The operation.
    public let operation: String
    /// What the caller said besides; names are lower case.
    public let headers: [String: String]
    /// What names the operation that was begun.
    public let token: String
}

/// What became of a request to a Nexus operation: its result, or its beginning.
public struct NexusOutcome: Sendable {
    let value: NexusHandler.Outcome

    init(_ value: NexusHandler.Outcome) {
        self.value = value
    }

    /// The operation has ended with `result`, before codecs.
    public init(result: Payload) {
        value = .result(result)
    }

    /// The result, before codecs; nil where the operation runs on.
    public var result: Payload? { if case .result(let payload) = value { payload } else { nil } }

    /// What names the operation, which runs on; nil where it has ended.
    public var operationToken: String? { if case .started(let token, _) = value { token } else { nil } }
}
