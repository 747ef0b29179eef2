// A registered workflow with its Swift type erased: what an instance needs to make one and to call it.

import TemporalCore

/// A workflow type that a worker runs or a replayer replays.
package struct WorkflowType: Sendable {
    /// The name by which it is started; of a dynamic one, that of its Swift type until it is asked for.
    package private(set) var name: String
    /// Whether it stands for names that no other has.
    package let isDynamic: Bool
    package let versioningBehavior: VersioningBehavior?
    let failureErrors: [any Error.Type]
    let make: @Sendable () -> any AnyWorkflow

    /// The erased form of `type`; throws what an author must mend before anything runs.
    package init<W: Workflow>(_ type: W.Type) throws(RegistrationError) {
        name = W.workflowType
        isDynamic = W.self is any DynamicWorkflow.Type
        guard !name.isEmpty else { throw RegistrationError("\(W.self) has an empty workflowType") }
        guard W.Output.self == Void.self || W.Output.self is any Encodable.Type else {
            throw RegistrationError("\(name).run returns \(W.Output.self), which is neither Void nor Encodable")
        }
        versioningBehavior = W.versioningBehavior
        failureErrors = W.failureErrors
        let handlers = W.handlers
        if let duplicate = handlers.duplicates.first {
            throw RegistrationError("\(name) lists two handlers of one kind with the name '\(duplicate)'")
        }
        make = { TypedWorkflow(workflow: W(), handlers: handlers) }
    }

    /// A dynamic one under the name that was asked for.
    package func named(_ name: String) -> WorkflowType {
        var copy = self
        copy.name = name
        return copy
    }
}

/// What an author must mend before a worker can start.
public struct RegistrationError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and where.
    public let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// A workflow actor and its handlers, without their types.
protocol AnyWorkflow: Sendable {
    var actor: any Workflow { get }
    /// Whether signals or updates may come.
    var hasMessageHandlers: Bool { get }
    func run(
        _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> @Sendable () async throws -> Payload
    func signal(
        _ name: String, _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> AnySignal?
    /// What is done with the signal's handler where that does not end; nil where there is no such signal.
    func policy(ofSignal name: String) -> UnfinishedHandlerPolicy?
    func update(
        _ name: String, id: String, _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> AnyUpdate
    /// What is done with the update's handler where that does not end; throws where there is no such update.
    func policy(ofUpdate name: String) throws -> UnfinishedHandlerPolicy
    func query(
        _ name: String, _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> Payload
    /// The names of what it answers, and what their author says of them.
    var definition: API.SDK.WorkflowDefinition { get }
    /// The same, with handlers of its actor's type in addition.
    func adding<Actor: Workflow>(_ handlers: Handlers<Actor>) -> any AnyWorkflow
}

extension AnyWorkflow {
    /// The same behind `interceptors`.
    func intercepted(by interceptors: [any WorkflowInterceptor]) -> any AnyWorkflow {
        func open<W: Workflow>(_ workflow: W) -> any AnyWorkflow {
            InterceptedWorkflow(base: self, workflow: workflow, interceptors: interceptors)
        }
        return open(actor)
    }
}

private struct TypedWorkflow<W: Workflow>: AnyWorkflow {
    let workflow: W
    let handlers: Handlers<W>

    var actor: any Workflow { workflow }
    var hasMessageHandlers: Bool {
        !handlers.signals.isEmpty || !handlers.updates.isEmpty || handlers.dynamicSignal != nil
            || handlers.dynamicUpdate != nil
    }

    func run(
        _ arguments: [Payload], _: API.Common.Header?, _ converter: DataConverter
    ) throws -> @Sendable () async throws -> Payload {
        let workflow = workflow
        switch W.arity {
        case 0:
            return { try converter.encodeResult(await workflow.run()) }
        case 1:
            if W.Argument1.self == RawArguments.self, let raw = RawArguments(arguments, converter) as? W.Argument1 {
                return { try converter.encodeResult(await workflow.run(raw)) }
            }
            let a = try converter.decodeArguments(arguments, as: W.Argument1.self)
            return { try converter.encodeResult(await workflow.run(a)) }
        case 2:
            let (a, b) = try converter.decodeArguments(arguments, as: W.Argument1.self, W.Argument2.self)
            return { try converter.encodeResult(await workflow.run(a, b)) }
        case 3:
            let (a, b, c) = try converter.decodeArguments(
                arguments, as: W.Argument1.self, W.Argument2.self, W.Argument3.self)
            return { try converter.encodeResult(await workflow.run(a, b, c)) }
        default:
            let (a, b, c, d) = try converter.decodeArguments(
                arguments, as: W.Argument1.self, W.Argument2.self, W.Argument3.self, W.Argument4.self)
            return { try converter.encodeResult(await workflow.run(a, b, c, d)) }
        }
    }

    func signal(
        _ name: String, _ arguments: [Payload], _: API.Common.Header?, _ converter: DataConverter
    ) throws -> AnySignal? {
        if let signal = handlers.signals[name] {
            return AnySignal(
                handle: try signal.handle(workflow, arguments, converter), unfinishedPolicy: signal.policy)
        }
        return handlers.dynamicSignal.map { signal in
            AnySignal(
                handle: signal.handle(workflow, name, arguments, converter),
                unfinishedPolicy: signal.unfinishedPolicy)
        }
    }

    func adding<Actor: Workflow>(_ more: Handlers<Actor>) -> any AnyWorkflow {
        guard let more = more as? Handlers<W> else { return self }
        return TypedWorkflow(workflow: workflow, handlers: handlers.adding(more))
    }

    func policy(ofSignal name: String) -> UnfinishedHandlerPolicy? {
        handlers.signals[name]?.policy ?? handlers.dynamicSignal?.unfinishedPolicy
    }

    func update(
        _ name: String, id: String, _ arguments: [Payload], _: API.Common.Header?, _ converter: DataConverter
    ) throws -> AnyUpdate {
        if let known = handlers.updates[name] {
            var update = try known.prepare(workflow, arguments, converter)
            update.unfinishedPolicy = known.policy
            return update
        }
        guard let dynamic = handlers.dynamicUpdate else { throw unknownUpdate(name) }
        var update = dynamic.prepare(workflow, name, arguments, converter)
        update.unfinishedPolicy = dynamic.unfinishedPolicy
        return update
    }

    func policy(ofUpdate name: String) throws -> UnfinishedHandlerPolicy {
        guard let policy = handlers.updates[name]?.policy ?? handlers.dynamicUpdate?.unfinishedPolicy else {
            throw unknownUpdate(name)
        }
        return policy
    }

    private func unknownUpdate(_ name: String) -> UnknownHandlerError {
        UnknownHandlerError(kind: "update", name: name, known: handlers.updates.keys.sorted())
    }

    func query(
        _ name: String, _ arguments: [Payload], _: API.Common.Header?, _ converter: DataConverter
    ) throws -> Payload {
        if let query = handlers.queries[name] { return try query.answer(workflow, arguments, converter) }
        guard let dynamic = handlers.dynamicQuery else {
            throw UnknownHandlerError(kind: "query", name: name, known: handlers.queries.keys.sorted())
        }
        return try dynamic.answer(workflow, name, arguments, converter)
    }

    var definition: API.SDK.WorkflowDefinition {
        func list(
            _ descriptions: [String: String], dynamic: String?
        ) -> [API.SDK.WorkflowInteractionDefinition] {
            var all = descriptions.sorted { $0.key < $1.key }
            // As other SDKs have it, a dynamic handler has no name.
            if let dynamic { all.append((key: "", value: dynamic)) }
            return all.map { handler in
                .with {
                    $0.name = handler.key
                    $0.description = handler.value
                }
            }
        }
        return .with {
            $0.type = W.workflowType
            $0.queryDefinitions = list(
                handlers.queries.mapValues { $0.description }, dynamic: handlers.dynamicQuery?.description)
            $0.signalDefinitions = list(
                handlers.signals.mapValues { $0.description }, dynamic: handlers.dynamicSignal?.description)
            $0.updateDefinitions = list(
                handlers.updates.mapValues { $0.description }, dynamic: handlers.dynamicUpdate?.description)
        }
    }
}

/// A workflow was asked for a query or an update that it does not list.
struct UnknownHandlerError: Error, CustomStringConvertible {
    let kind: String
    let name: String
    let known: [String]

    var description: String {
        "the workflow has no \(kind) '\(name)'; it has \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    }
}
