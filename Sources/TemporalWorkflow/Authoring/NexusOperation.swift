// Nexus: operations that one team offers to the workflows of others, across namespaces. Who offers one and who calls it share its
// declaration.

import TemporalCore

/// An operation of a Nexus service: what it takes and what it gives; `Void` is nothing, on either side.
///
/// ```swift
/// enum Payments {
///     static let charge = NexusOperation<Order, Receipt>("charge", of: "payments")
/// }
/// ```
public struct NexusOperation<Input: Sendable, Output: Sendable>: Sendable {
    /// The operation's name in its service.
    public let name: String
    /// The service's name.
    public let service: String

    /// The operation `name` of the service `service`.
    public init(_ name: String, of service: String) where Input: Codable {
        self.name = name
        self.service = service
    }

    /// The operation `name` of the service `service`, which takes nothing.
    public init(_ name: String, of service: String) where Input == Void {
        self.name = name
        self.service = service
    }
}

/// What happens to a Nexus operation when the task that waits for it is canceled.
public enum NexusOperationCancellationType: Sendable, Hashable {
    /// Nothing is requested and the wait ends at once.
    case abandon
    /// The cancellation is requested and the wait ends at once.
    case tryCancel
    /// The wait ends when the request has reached the operation's handler.
    case waitCancellationRequested
    /// The wait ends when the operation has ended; the default.
    case waitCancellationCompleted
}

/// How a Nexus operation is called. Negative times are refused: with one the workflow's task fails.
public struct NexusOperationOptions: Sendable {
    /// The longest time from being scheduled to the end; nil is the server's limit.
    public var scheduleToClose: Duration?
    /// The longest time until it has started, or has ended at once; nil is no limit.
    public var scheduleToStart: Duration?
    /// The longest time from then to the end; nil is no limit.
    public var startToClose: Duration?
    /// What canceling the waiting task does.
    public var cancellation: NexusOperationCancellationType
    /// What its handler is told besides; names are lower case. They are not encrypted.
    public var headers: [String: String]
    /// A single line for people, shown by the UI and the CLI.
    public var summary: String?

    /// Options with the given values.
    public init(
        scheduleToClose: Duration? = nil, scheduleToStart: Duration? = nil, startToClose: Duration? = nil,
        cancellation: NexusOperationCancellationType = .waitCancellationCompleted, headers: [String: String] = [:],
        summary: String? = nil
    ) {
        self.scheduleToClose = scheduleToClose
        self.scheduleToStart = scheduleToStart
        self.startToClose = startToClose
        self.cancellation = cancellation
        self.headers = headers
        self.summary = summary
    }
}

/// A Nexus operation that has started.
public struct NexusOperationHandle<Output: Sendable>: Sendable {
    let operation: StartedNexusOperation

    /// What its handler knows the operation by; nil where it ended at once.
    public var token: String? { operation.token }

    /// Waits until the operation has ended, and returns its result.
    ///
    /// - Throws: `NexusOperationFailure`, whose cause says why.
    public func result() async throws -> Output {
        let instance = try WorkflowInstance.inCode()
        let payloads = try await instance.result(of: operation)
        return try instance.converter.decodeResult(payloads?.payloads ?? [], as: Output.self)
    }
}

extension Workflow {
    /// Calls a Nexus operation and returns its result.
    ///
    /// - Parameters:
    ///   - operation: the operation.
    ///   - input: what it takes.
    ///   - endpoint: the endpoint that leads to its handler, as it was created on the server.
    ///   - options: everything else.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: `NexusOperationFailure`, whose cause says why.
    public func executeNexus<Input, Output>(
        _ operation: NexusOperation<Input, Output>, _ input: Input, endpoint: String,
        options: NexusOperationOptions = NexusOperationOptions(), fileID: StaticString = #fileID,
        line: UInt = #line
    ) async throws -> Output {
        try await startNexus(operation, input, endpoint: endpoint, options: options, fileID: fileID, line: line)
            .result()
    }

    /// Calls a Nexus operation that takes nothing and returns its result.
    public func executeNexus<Output>(
        _ operation: NexusOperation<Void, Output>, endpoint: String,
        options: NexusOperationOptions = NexusOperationOptions(), fileID: StaticString = #fileID,
        line: UInt = #line
    ) async throws -> Output {
        try await executeNexus(operation, (), endpoint: endpoint, options: options, fileID: fileID, line: line)
    }

    /// Calls a Nexus operation that takes nothing and returns when it has started; see `executeNexus`.
    public func startNexus<Output>(
        _ operation: NexusOperation<Void, Output>, endpoint: String,
        options: NexusOperationOptions = NexusOperationOptions(), fileID: StaticString = #fileID,
        line: UInt = #line
    ) async throws -> NexusOperationHandle<Output> {
        try await startNexus(operation, (), endpoint: endpoint, options: options, fileID: fileID, line: line)
    }

    /// Calls a Nexus operation and returns when it has started; see `executeNexus`.
    public func startNexus<Input, Output>(
        _ operation: NexusOperation<Input, Output>, _ input: Input, endpoint: String,
        options: NexusOperationOptions = NexusOperationOptions(), fileID: StaticString = #fileID,
        line: UInt = #line
    ) async throws -> NexusOperationHandle<Output> {
        let instance = try instance()
        let started = try await instance.startNexus(
            endpoint: endpoint, service: operation.service, operation: operation.name,
            input: try instance.converter.encodeResult(input), options: options, at: CallSite(fileID, line))
        return NexusOperationHandle(operation: started)
    }
}
