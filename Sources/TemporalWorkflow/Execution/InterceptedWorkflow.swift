// A workflow behind its worker's interceptors. A worker that has none does without this.

import TemporalCore

/// Calls what reaches a workflow through interceptors.
///
/// What these are given is copied out of the storage that it was received with: they may hold on to it as long as the run lasts.
struct InterceptedWorkflow<W: Workflow>: AnyWorkflow {
    let base: any AnyWorkflow
    let workflow: W
    let interceptors: [any WorkflowInterceptor]

    var actor: any Workflow { workflow }
    var hasMessageHandlers: Bool { base.hasMessageHandlers }
    var definition: API.SDK.WorkflowDefinition { base.definition }

    func adding<Actor: Workflow>(_ handlers: Handlers<Actor>) -> any AnyWorkflow {
        InterceptedWorkflow(base: base.adding(handlers), workflow: workflow, interceptors: interceptors)
    }

    func run(
        _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> @Sendable () async throws -> Payload {
        let input = ExecuteWorkflowInput(arguments: arguments.map { $0.copied() }, headers: header.copiedFields)
        return {
            try await intercept(interceptors[...], input) { interceptor, input, next in
                try await interceptor.execute(input, in: workflow, next: next)
            } then: { input in
                let body: @Sendable () async throws -> Payload
                do {
                    body = try base.run(input.arguments, nil, converter)
                } catch {
                    throw ApplicationFailure.invalidInput(error, of: "workflow \(W.workflowType)")
                }
                return try await body()
            }
        }
    }

    func signal(
        _ name: String, _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> AnySignal? {
        guard let policy = base.policy(ofSignal: name) else { return nil }
        let input = HandleSignalInput(
            signal: name, arguments: arguments.map { $0.copied() }, headers: header.copiedFields)
        return AnySignal(
            handle: {
                try await intercept(interceptors[...], input) { interceptor, input, next in
                    try await interceptor.handleSignal(input, in: workflow, next: next)
                } then: { input in
                    let signal: AnySignal?
                    do {
                        signal = try base.signal(name, input.arguments, nil, converter)
                    } catch {
                        throw UnreadableSignal(reason: error)
                    }
                    try await signal?.handle()
                }
            }, unfinishedPolicy: policy)
    }

    func policy(ofSignal name: String) -> UnfinishedHandlerPolicy? { base.policy(ofSignal: name) }

    func update(
        _ name: String, id: String, _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> AnyUpdate {
        let input = HandleUpdateInput(
            update: name, updateID: id, arguments: arguments.map { $0.copied() }, headers: header.copiedFields)
        var update = AnyUpdate {
            try interceptNow(interceptors[...], input) { interceptor, input, next in
                try workflow.assumeIsolated { try interceptor.validateUpdate(input, in: $0, next: next) }
            } then: { input in
                try base.update(name, id: id, input.arguments, nil, converter).validate()
            }
        } handle: {
            try await intercept(interceptors[...], input) { interceptor, input, next in
                try await interceptor.handleUpdate(input, in: workflow, next: next)
            } then: { input in
                let update: AnyUpdate
                do {
                    update = try base.update(name, id: id, input.arguments, nil, converter)
                } catch {
                    // An interceptor let it pass the validator undecoded; a failed task would be handed out for ever.
                    throw ApplicationFailure.invalidInput(error, of: "update '\(name)'")
                }
                return try await update.handle()
            }
        }
        update.unfinishedPolicy = try base.policy(ofUpdate: name)
        return update
    }

    func policy(ofUpdate name: String) throws -> UnfinishedHandlerPolicy { try base.policy(ofUpdate: name) }

    func query(
        _ name: String, _ arguments: [Payload], _ header: API.Common.Header?, _ converter: DataConverter
    ) throws -> Payload {
        let input = HandleQueryInput(
            query: name, arguments: arguments.map { $0.copied() }, headers: header.copiedFields)
        return try interceptNow(interceptors[...], input) { interceptor, input, next in
            try workflow.assumeIsolated { try interceptor.handleQuery(input, in: $0, next: next) }
        } then: { input in
            try base.query(name, input.arguments, nil, converter)
        }
    }
}

/// A signal whose arguments, as interceptors left them, do not decode.
struct UnreadableSignal: Error {
    let reason: any Error
}

extension API.Common.Header? {
    /// The header's payloads, each in storage of its own.
    package var copiedFields: [String: Payload] { self?.fields.mapValues { $0.copied() } ?? [:] }
}
