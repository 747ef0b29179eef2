// Updates: requests that change a workflow and are answered. A validator may turn one away before history knows of it.

import TemporalCore

/// A request that a workflow validates, handles and answers.
///
/// ```swift
/// static var add: Update<CartWorkflow, Item, Int> {
///     Update("add") { workflow, item in
///         workflow.items.append(item)
///         return workflow.items.count
///     } validator: { workflow, item in
///         guard workflow.isOpen else { throw ApplicationFailure("the cart is closed", type: "CartClosed") }
///     }
/// }
/// ```
/// A validator that throws rejects the update, which then leaves no trace in history; it cannot wait and must leave the
/// state alone. A handler may wait, like `run`; `Output` is `Void` or an `Encodable` value.
public struct Update<W: Workflow, Input: Sendable, Output: Sendable>: Sendable {
    /// The name that clients use.
    public let name: String
    let encode: @Sendable (Input, DataConverter) throws -> [Payload]
    let prepare: @Sendable (W, [Payload], DataConverter) throws -> AnyUpdate
    var unfinishedPolicy = UnfinishedHandlerPolicy.warnAndAbandon
    var description = ""
}

extension Update {
    /// An update with one argument.
    public init(
        _ name: String, _ handler: @escaping @Sendable (isolated W, Input) async throws -> Output,
        validator: @escaping @Sendable (isolated W, Input) throws -> Void = { _, _ in }
    ) where Input: Codable {
        self.name = name
        encode = { try $1.encodeArguments($0) }
        prepare = { workflow, payloads, converter in
            let input = try converter.decodeArguments(payloads, as: Input.self)
            return AnyUpdate {
                try workflow.assumeIsolated { try validator($0, input) }
            } handle: {
                try converter.encodeResult(await handler(workflow, input))
            }
        }
    }

    /// An update without arguments.
    public init(
        _ name: String, _ handler: @escaping @Sendable (isolated W) async throws -> Output,
        validator: @escaping @Sendable (isolated W) throws -> Void = { _ in }
    ) where Input == Void {
        self.name = name
        encode = { _, _ in [] }
        prepare = { workflow, _, converter in
            AnyUpdate {
                try workflow.assumeIsolated { try validator($0) }
            } handle: {
                try converter.encodeResult(await handler(workflow))
            }
        }
    }

    /// An update with two arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B) async throws -> Output,
        validator: @escaping @Sendable (isolated W, A, B) throws -> Void = { _, _, _ in }
    ) where Input == (A, B) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1) }
        prepare = { workflow, payloads, converter in
            let (a, b) = try converter.decodeArguments(payloads, as: A.self, B.self)
            return AnyUpdate {
                try workflow.assumeIsolated { try validator($0, a, b) }
            } handle: {
                try converter.encodeResult(await handler(workflow, a, b))
            }
        }
    }

    /// An update with three arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable, C: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B, C) async throws -> Output,
        validator: @escaping @Sendable (isolated W, A, B, C) throws -> Void = { _, _, _, _ in }
    ) where Input == (A, B, C) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1, $0.2) }
        prepare = { workflow, payloads, converter in
            let (a, b, c) = try converter.decodeArguments(payloads, as: A.self, B.self, C.self)
            return AnyUpdate {
                try workflow.assumeIsolated { try validator($0, a, b, c) }
            } handle: {
                try converter.encodeResult(await handler(workflow, a, b, c))
            }
        }
    }

    /// An update with four arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable, C: Codable & Sendable, D: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B, C, D) async throws -> Output,
        validator: @escaping @Sendable (isolated W, A, B, C, D) throws -> Void = { _, _, _, _, _ in }
    ) where Input == (A, B, C, D) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1, $0.2, $0.3) }
        prepare = { workflow, payloads, converter in
            let (a, b, c, d) = try converter.decodeArguments(payloads, as: A.self, B.self, C.self, D.self)
            return AnyUpdate {
                try workflow.assumeIsolated { try validator($0, a, b, c, d) }
            } handle: {
                try converter.encodeResult(await handler(workflow, a, b, c, d))
            }
        }
    }
}

/// What a handler knows of its update.
public struct UpdateInfo: Sendable {
    @TaskLocal static var current: UpdateInfo?

    /// The update's id, by which the server knows one that was sent twice to the same run. To know one again in the next run, keep
    /// the ids and hand them on when the workflow continues as new.
    public let id: String
    /// The update's name.
    public let name: String
}
