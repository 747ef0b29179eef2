// The list of a workflow's handlers, and the builder that lets it be written as plain lines.

import TemporalCore

/// The signals, queries and updates that a workflow answers.
///
/// ```swift
/// static var handlers: Handlers<OrderWorkflow> { approve; status; add }
/// ```
public struct Handlers<W: Workflow>: Sendable {
    typealias SignalHandler = @Sendable (W, [Payload], DataConverter) throws -> @Sendable () async throws -> Void
    typealias QueryHandler = @Sendable (W, [Payload], DataConverter) throws -> Payload
    typealias UpdateHandler = @Sendable (W, [Payload], DataConverter) throws -> AnyUpdate

    /// One handler of a list.
    public struct Entry: Sendable {
        enum Kind: Sendable {
            case signal(SignalHandler)
            case query(QueryHandler)
            case update(UpdateHandler)
        }

        let name: String
        let kind: Kind
    }

    private(set) var signals: [String: SignalHandler] = [:]
    private(set) var queries: [String: QueryHandler] = [:]
    private(set) var updates: [String: UpdateHandler] = [:]
    /// The names that were listed twice for one kind.
    private(set) var duplicates: [String] = []

    init(_ entries: [Entry]) {
        for entry in entries {
            let wasKnown =
                switch entry.kind {
                case .signal(let handler): signals.updateValue(handler, forKey: entry.name) != nil
                case .query(let handler): queries.updateValue(handler, forKey: entry.name) != nil
                case .update(let handler): updates.updateValue(handler, forKey: entry.name) != nil
                }
            if wasKnown { duplicates.append(entry.name) }
        }
    }
}

/// An update whose input is decoded: what validates it and what handles it.
struct AnyUpdate: Sendable {
    var validate: @Sendable () throws -> Void
    var handle: @Sendable () async throws -> Payload
}

/// Builds ``Handlers`` from a list of signals, queries and updates.
@resultBuilder
public enum HandlersBuilder<W: Workflow> {
    /// A signal of the list.
    public static func buildExpression<Input>(_ signal: Signal<W, Input>) -> [Handlers<W>.Entry] {
        [Handlers.Entry(name: signal.name, kind: .signal(signal.handle))]
    }

    /// A query of the list.
    public static func buildExpression<Input, Output>(
        _ query: Query<W, Input, Output>
    ) -> [Handlers<W>.Entry] {
        [Handlers.Entry(name: query.name, kind: .query(query.answer))]
    }

    /// An update of the list.
    public static func buildExpression<Input, Output>(
        _ update: Update<W, Input, Output>
    ) -> [Handlers<W>.Entry] {
        [Handlers.Entry(name: update.name, kind: .update(update.prepare))]
    }

    /// The list in order.
    public static func buildBlock(_ entries: [Handlers<W>.Entry]...) -> [Handlers<W>.Entry] {
        entries.flatMap { $0 }
    }

    /// The finished list.
    public static func buildFinalResult(_ entries: [Handlers<W>.Entry]) -> Handlers<W> {
        Handlers(entries)
    }
}
