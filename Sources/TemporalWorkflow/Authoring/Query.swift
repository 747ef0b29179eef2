// Queries: questions that a workflow answers from its state, running or closed, without leaving a trace.

import TemporalCore

/// A question that a workflow answers from its state.
///
/// ```swift
/// static var status: Query<OrderWorkflow, Void, Status> { Query("status") { workflow in workflow.status } }
/// ```
/// A query cannot wait and must leave the state alone; a durable function called in it throws.
public struct Query<W: Workflow, Input: Sendable, Output: Codable & Sendable>: Sendable {
    /// The name that clients use.
    public let name: String
    let encode: @Sendable (Input, DataConverter) throws -> [Payload]
    let answer: @Sendable (W, [Payload], DataConverter) throws -> Payload
    var description = ""
}

extension Query {
    /// A query with one argument.
    public init(_ name: String, _ handler: @escaping @Sendable (isolated W, Input) throws -> Output)
    where Input: Codable {
        self.name = name
        encode = { try $1.encodeArguments($0) }
        answer = { workflow, payloads, converter in
            let input = try converter.decodeArguments(payloads, as: Input.self)
            return try converter.encode(workflow.assumeIsolated { try handler($0, input) })
        }
    }

    /// A query without arguments.
    public init(_ name: String, _ handler: @escaping @Sendable (isolated W) throws -> Output) where Input == Void {
        self.name = name
        encode = { _, _ in [] }
        answer = { workflow, _, converter in
            try converter.encode(workflow.assumeIsolated { try handler($0) })
        }
    }

    /// A query with two arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B) throws -> Output
    ) where Input == (A, B) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1) }
        answer = { workflow, payloads, converter in
            let (a, b) = try converter.decodeArguments(payloads, as: A.self, B.self)
            return try converter.encode(workflow.assumeIsolated { try handler($0, a, b) })
        }
    }

    /// A query with three arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable, C: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B, C) throws -> Output
    ) where Input == (A, B, C) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1, $0.2) }
        answer = { workflow, payloads, converter in
            let (a, b, c) = try converter.decodeArguments(payloads, as: A.self, B.self, C.self)
            return try converter.encode(workflow.assumeIsolated { try handler($0, a, b, c) })
        }
    }

    /// A query with four arguments.
    public init<A: Codable & Sendable, B: Codable & Sendable, C: Codable & Sendable, D: Codable & Sendable>(
        _ name: String, _ handler: @escaping @Sendable (isolated W, A, B, C, D) throws -> Output
    ) where Input == (A, B, C, D) {
        self.name = name
        encode = { try $1.encodeArguments($0.0, $0.1, $0.2, $0.3) }
        answer = { workflow, payloads, converter in
            let (a, b, c, d) = try converter.decodeArguments(payloads, as: A.self, B.self, C.self, D.self)
            return try converter.encode(workflow.assumeIsolated { try handler($0, a, b, c, d) })
        }
    }
}
