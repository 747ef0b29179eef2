// Updates from the client's side: a request that the workflow accepts or refuses, and answers. The update's id makes the
// request the same one however often it is sent, so lost connections are retried.

/// How far an update must have come before the call returns.
public enum UpdateStage: Sendable, Hashable {
    /// The workflow accepted it.
    case accepted
    /// The workflow has handled it.
    case completed
}

/// An update that a workflow was asked for.
public struct UpdateHandle: Sendable {
    /// The workflow.
    public let workflow: WorkflowHandle
    /// The update's id.
    public let id: String
    /// The run that handles it; nil is the current one.
    public let runID: String?
    fileprivate let outcome: API.Update.Outcome?

    /// Waits until the update has been handled and returns what the workflow answers.
    ///
    /// - Throws: what the validator or the handler threw, as a Temporal failure; ``RPCError`` where the server cannot be asked.
    public func result<Output: Decodable & Sendable>(as type: Output.Type = Output.self) async throws -> Output {
        try workflow.client.converter.decode(try await resultPayloads().first ?? .null, as: type)
    }

    package func resultPayloads() async throws -> [Payload] {
        let converter = workflow.client.converter
        switch try await finalOutcome().value {
        case .success(let payloads): return try await converter.decodeWithCodecs(payloads.payloads)
        case .failure(let failure): throw converter.error(from: try await converter.decodePayloads(in: failure))
        case nil: return []
        }
    }

    private func finalOutcome() async throws -> API.Update.Outcome {
        if let outcome { return outcome }
        let request = API.WorkflowService.PollWorkflowExecutionUpdateRequest.with {
            $0.namespace = workflow.client.namespace
            $0.identity = workflow.client.identity
            $0.waitPolicy = .with { $0.lifecycleStage = .completed }
            $0.updateRef = .with {
                $0.updateID = id
                $0.workflowExecution = .with {
                    $0.workflowID = workflow.id
                    $0.runID = runID ?? ""
                }
            }
        }
        while true {
            let response = try await workflow.client.service.callUntilAnswered(
                RPCs.pollWorkflowExecutionUpdate, request)
            if let outcome = response.outcome { return outcome }
        }
    }
}

extension WorkflowHandle {
    /// Asks the workflow for an update and waits until it has been handled.
    ///
    /// - Throws: what the validator or the handler threw, as a Temporal failure; ``RPCError`` where the server declines, with the code
    ///   `notFound` where no such workflow runs; ``PayloadConversionError`` where an argument cannot be encoded, or the answer
    ///   is no `Output`.
    public func update<Output: Decodable & Sendable, each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument, as type: Output.Type = Output.self, updateID: String? = nil
    ) async throws -> Output {
        let result = try await update(
            name, input: try client.converter.encodeArguments(repeat each arguments), updateID: updateID)
        return try client.converter.decode(result.first ?? .null, as: Output.self)
    }

    /// Asks the workflow for an update and waits until it has come as far as `stage`; the handle knows the rest.
    ///
    /// - Throws: ``RPCError`` where the server declines, with the code `notFound` where no such workflow runs;
    ///   ``PayloadConversionError`` where an argument cannot be encoded. What the workflow throws,
    ///   ``UpdateHandle/result(as:)`` does.
    public func startUpdate<each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument, waitingFor stage: UpdateStage, updateID: String? = nil
    ) async throws -> UpdateHandle {
        try await startUpdate(
            name, input: try client.converter.encodeArguments(repeat each arguments), stage: stage, updateID: updateID)
    }

    /// The update with the given id, that was asked for before.
    public func update(id: String) -> UpdateHandle {
        UpdateHandle(workflow: self, id: id, runID: runID, outcome: nil)
    }

    package func update(_ name: String, input: [Payload], updateID: String?) async throws -> [Payload] {
        try await startUpdate(name, input: input, stage: .completed, updateID: updateID).resultPayloads()
    }

    package func startUpdate(
        _ name: String, input: [Payload], stage: UpdateStage, updateID: String?
    ) async throws -> UpdateHandle {
        let input = StartUpdateInput(
            id: id, runID: runID, update: name, updateID: updateID ?? TemporalClient.uuid(), arguments: input,
            stage: stage)
        guard !client.interceptors.isEmpty else { return try await startUpdate(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.startUpdate($1, next: $2) }) {
            try await self.startUpdate($0)
        }
    }

    private func startUpdate(_ input: StartUpdateInput) async throws -> UpdateHandle {
        let request = try await updateRequest(input)
        let workflow = input.id == id ? self : client.workflow(id: input.id, runID: input.runID)
        while true {
            let response = try await client.service.callUntilAnswered(RPCs.updateWorkflowExecution, request)
            if let update = workflow.update(request, response) { return update }
        }
    }

    func updateRequest(
        _ input: StartUpdateInput
    ) async throws -> API.WorkflowService.UpdateWorkflowExecutionRequest {
        let arguments = try await client.message(input.arguments)
        return .with {
            $0.namespace = client.namespace
            $0.workflowExecution = .with {
                $0.workflowID = input.id
                $0.runID = input.runID ?? ""
            }
            $0.waitPolicy = .with { $0.lifecycleStage = input.stage == .accepted ? .accepted : .completed }
            $0.request = .with {
                $0.meta = .with {
                    $0.updateID = input.updateID
                    $0.identity = client.identity
                }
                $0.input = .with {
                    $0.name = input.update
                    $0.args = arguments
                    $0.header = API.Common.Header(input.headers).orNil
                }
            }
        }
    }

    /// The update as `response` shows it. It is nil where the workflow has not even accepted it: the server also answers when it has
    /// waited for long, with what it knows by then.
    func update(
        _ request: API.WorkflowService.UpdateWorkflowExecutionRequest,
        _ response: API.WorkflowService.UpdateWorkflowExecutionResponse
    ) -> UpdateHandle? {
        guard
            response.outcome != nil
                || response.stage.rawValue >= API.Enums.UpdateWorkflowExecutionLifecycleStage.accepted.rawValue
        else { return nil }
        let run = response.updateRef?.workflowExecution?.runID
        return UpdateHandle(
            workflow: self, id: request.request?.meta?.updateID ?? "", runID: run ?? runID, outcome: response.outcome)
    }
}
