// Signals: messages that a workflow takes while it runs, without an answer.

import TemporalCore

/// A signal that a workflow handles: its name, and what it does to the workflow's state.
///
/// Declare it as a static property and list it in the workflow's ``Workflow/handlers``:
/// ```swift
/// static var approve: Signal<OrderWorkflow, Approval> {
///     Signal("approve") { workflow, approval in workflow.approval = approval }
/// }
/// ```
/// `Input` is `Void` for a signal without arguments and a tuple for two to four. A handler may wait, like `run`.
public struct Signal<W: Workflow, Input: Sendable>: Sendable {
    /// The name that senders use.
    public let name: String
    let encode: @Sendable (Input, DataConverter) throws -> [Payload]
    let handle: @Sendable (W, [Payload], DataConverter) throws -> @Sendable () async throws -> Void
    var unfinishedPolicy = UnfinishedHandlerPolicy.warnAndAbandon
    var description = ""
}

extension Signal {
    /// A signal with one argument.
    public init(_ name: String, _ handler: @escaping @Sendable (isolated W, Input) async throws -> Void)
    where Input: Codable {
        self.name = name
        encode = { try $1.encodeArguments($0) }
        handle = { workflow, payloads, converter in
            let input = try converter.decodeArguments(payloads, as: Input.self)
            return { try await handler(workflow, input) }
        }
    }

    /// A signal without arguments.
    public init(_ name: String, _ handler: @escaping @Sendable (isolated W) async throws -> Void)
    where Input == Void {
        self.name = name
        encode = { _, _ in [] }
        handle = { workflow, _, _ in { try await handler(workflow) } }
    }

    /// A signal with two arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B) async throws -> Void
    ) where Input == (A, B) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1) }
        handle = { workflow, payloads, converter in
            let (a, b) = try converter.decodeArguments(payloads, as: A.self, B.self)
            return { try await handler(workflow, a, b) }
        }
    }

    /// A signal with three arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable, C: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B, C) async throws -> Void
    ) where Input == (A, B, C) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1, $0.2) }
        handle = { workflow, payloads, converter in
            let (a, b, c) = try converter.decodeArguments(payloads, as: A.self, B.self, C.self)
            return { try await handler(workflow, a, b, c) }
        }
    }

    /// A signal with four arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable, C: Codable & Sendable, D: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B, C, D) async throws -> Void
    ) where Input == (A, B, C, D) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1, $0.2, $0.3) }
        handle = { workflow, payloads, converter in
            let (a, b, c, d) = try converter.decodeArguments(payloads, as: A.self, B.self, C.self, D.self)
            return { try await handler(workflow, a, b, c, d) }
        }
    }
}
