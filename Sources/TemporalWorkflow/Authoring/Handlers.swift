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
            case signal(SignalHandler, UnfinishedHandlerPolicy)
            case query(QueryHandler)
            case update(UpdateHandler, UnfinishedHandlerPolicy)
            case dynamicSignal(DynamicSignal<W>)
            case dynamicQuery(DynamicQuery<W>)
            case dynamicUpdate(DynamicUpdate<W>)
        }

        /// The name; nil for a dynamic handler.
        let name: String?
        let description: String
        let kind: Kind
    }

    private(set) var signals: [String: (handle: SignalHandler, policy: UnfinishedHandlerPolicy, description: String)] =
        [:]
    private(set) var queries: [String: (answer: QueryHandler, description: String)] = [:]
    private(set) var updates: [String: (prepare: UpdateHandler, policy: UnfinishedHandlerPolicy, description: String)] =
        [:]
    private(set) var dynamicSignal: DynamicSignal<W>?
    private(set) var dynamicQuery: DynamicQuery<W>?
    private(set) var dynamicUpdate: DynamicUpdate<W>?
    /// The names that were listed twice for one kind; `dynamic` where that has no name.
    private(set) var duplicates: [String] = []

    init(_ entries: [Entry]) {
        for entry in entries {
            let name = entry.name ?? "dynamic"
            let wasKnown: Bool
            switch entry.kind {
            case .signal(let handler, let policy):
                wasKnown = signals.updateValue((handler, policy, entry.description), forKey: name) != nil
            case .query(let handler):
                wasKnown = queries.updateValue((handler, entry.description), forKey: name) != nil
            case .update(let handler, let policy):
                wasKnown = updates.updateValue((handler, policy, entry.description), forKey: name) != nil
            case .dynamicSignal(let signal):
                wasKnown = dynamicSignal != nil
                dynamicSignal = signal
            case .dynamicQuery(let query):
                wasKnown = dynamicQuery != nil
                dynamicQuery = query
            case .dynamicUpdate(let update):
                wasKnown = dynamicUpdate != nil
                dynamicUpdate = update
            }
            if wasKnown { duplicates.append(name) }
        }
    }

    /// These and `others`, each of which takes the place of what has its name.
    func adding(_ others: Self) -> Self {
        var all = self
        all.signals.merge(others.signals) { $1 }
        all.queries.merge(others.queries) { $1 }
        all.updates.merge(others.updates) { $1 }
        all.dynamicSignal = others.dynamicSignal ?? dynamicSignal
        all.dynamicQuery = others.dynamicQuery ?? dynamicQuery
        all.dynamicUpdate = others.dynamicUpdate ?? dynamicUpdate
        return all
    }
}

/// A signal whose input is decoded, and what is done where its handler does not end.
struct AnySignal: Sendable {
    var handle: @Sendable () async throws -> Void
    var unfinishedPolicy: UnfinishedHandlerPolicy
}

/// An update whose input is decoded: what validates it and what handles it.
struct AnyUpdate: Sendable {
    var validate: @Sendable () throws -> Void
    var handle: @Sendable () async throws -> Payload
    var unfinishedPolicy = UnfinishedHandlerPolicy.warnAndAbandon

    init(
        validate: @escaping @Sendable () throws -> Void, handle: @escaping @Sendable () async throws -> Payload
    ) {
        self.validate = validate
        self.handle = handle
    }
}

/// Builds ``Handlers`` from a list of signals, queries and updates.
@resultBuilder
public enum HandlersBuilder<W: Workflow> {
    /// A signal of the list.
    public static func buildExpression<Input>(_ signal: Signal<W, Input>) -> [Handlers<W>.Entry] {
        [
            Handlers.Entry(
                name: signal.name, description: signal.description,
                kind: .signal(signal.handle, signal.unfinishedPolicy))
        ]
    }

    /// A query of the list.
    public static func buildExpression<Input, Output>(
        _ query: Query<W, Input, Output>
    ) -> [Handlers<W>.Entry] {
        [Handlers.Entry(name: query.name, description: query.description, kind: .query(query.answer))]
    }

    /// An update of the list.
    public static func buildExpression<Input, Output>(
        _ update: Update<W, Input, Output>
    ) -> [Handlers<W>.Entry] {
        [
            Handlers.Entry(
                name: update.name, description: update.description,
                kind: .update(update.prepare, update.unfinishedPolicy))
        ]
    }

    /// A handler of the signals that have none of their own.
    public static func buildExpression(_ signal: DynamicSignal<W>) -> [Handlers<W>.Entry] {
        [Handlers.Entry(name: nil, description: signal.description, kind: .dynamicSignal(signal))]
    }

    /// A handler of the queries that have none of their own.
    public static func buildExpression(_ query: DynamicQuery<W>) -> [Handlers<W>.Entry] {
        [Handlers.Entry(name: nil, description: query.description, kind: .dynamicQuery(query))]
    }

    /// A handler of the updates that have none of their own.
    public static func buildExpression(_ update: DynamicUpdate<W>) -> [Handlers<W>.Entry] {
        [Handlers.Entry(name: nil, description: update.description, kind: .dynamicUpdate(update))]
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
