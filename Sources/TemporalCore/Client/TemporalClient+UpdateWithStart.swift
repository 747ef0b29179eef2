// Update-with-start: an update of a running workflow, or the start of one and its first update, in one request: either both take
// place or neither.

extension TemporalClient {
    /// Asks the workflow `id` for an update, and starts it first where it does not run.
    ///
    /// - Parameters:
    ///   - workflowType: the name of the type to start.
    ///   - arguments: what the workflow is given if it is started.
    ///   - id: the workflow's id.
    ///   - taskQueue: the queue that its workers poll.
    ///   - update: the update's name.
    ///   - updateArguments: what the update carries.
    ///   - stage: how far the update must have come before this returns.
    ///   - updateID: the update's id; nil takes a random one. Asked for again with the same id it is the same update.
    ///   - options: everything else about the start. Without a conflict policy a workflow that runs is used.
    /// - Returns: the update, whose ``UpdateHandle/workflow`` is the workflow.
    /// - Throws: ``WorkflowAlreadyStartedError`` where the workflow runs and the conflict policy is to fail; ``InvalidOptionError``
    ///   for an option that the server would refuse, before anything is sent; ``RPCError`` where the server declines otherwise;
    ///   ``PayloadConversionError`` where an argument cannot be encoded.
    public func startUpdateWithStart<each Argument: Encodable & Sendable, each UpdateArgument: Encodable & Sendable>(
        _ workflowType: String, _ arguments: (repeat each Argument), id: String, taskQueue: String, update: String,
        updateArguments: (repeat each UpdateArgument), waitingFor stage: UpdateStage, updateID: String? = nil,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> UpdateHandle {
        try await startUpdateWithStart(
            workflowType, input: try converter.encodeArguments(repeat each arguments), id: id, taskQueue: taskQueue,
            update: update, updateInput: try converter.encodeArguments(repeat each updateArguments), stage: stage,
            updateID: updateID, options: options)
    }

    package func startUpdateWithStart(
        _ workflowType: String, input: [Payload], id: String, taskQueue: String, update: String,
        updateInput: [Payload], stage: UpdateStage, updateID: String?, options: StartWorkflowOptions
    ) async throws -> UpdateHandle {
        var options = options
        options.idConflictPolicy = options.idConflictPolicy ?? .useExisting
        let input = UpdateWithStartInput(
            start: StartWorkflowInput(
                workflowType: workflowType, arguments: input, id: id, taskQueue: taskQueue, options: options),
            update: StartUpdateInput(
                id: id, update: update, updateID: updateID ?? Self.uuid(), arguments: updateInput, stage: stage))
        guard !interceptors.isEmpty else { return try await startUpdateWithStart(input) }
        return try await intercept(interceptors[...], input, { try await $0.startUpdateWithStart($1, next: $2) }) {
            try await self.startUpdateWithStart($0)
        }
    }

    private func startUpdateWithStart(_ input: UpdateWithStartInput) async throws -> UpdateHandle {
        let id = input.start.id
        let start: API.WorkflowService.StartWorkflowExecutionRequest = try await startRequest(input.start)
        let updateRequest = try await workflow(id: id).updateRequest(input.update)
        let request = API.WorkflowService.ExecuteMultiOperationRequest.with {
            $0.namespace = namespace
            $0.resourceID = id
            $0.operations = [
                .with { $0.operation = .startWorkflow(start) }, .with { $0.operation = .updateWorkflow(updateRequest) },
            ]
        }
        while true {
            let response: API.WorkflowService.ExecuteMultiOperationResponse
            do {
                response = try await service.callUntilAnswered(RPCs.executeMultiOperation, request)
            } catch {
                throw WorkflowAlreadyStartedError.ifTaken(error.ofFailedOperation, id: id)
            }
            var started: API.WorkflowService.StartWorkflowExecutionResponse?
            var updated: API.WorkflowService.UpdateWorkflowExecutionResponse?
            for part in response.responses {
                switch part.response {
                case .startWorkflow(let answer): started = answer
                case .updateWorkflow(let answer): updated = answer
                case nil: break
                }
            }
            guard let started, let updated else {
                throw RPCError(
                    code: .internal, message: "the answer lacks the start or the update",
                    method: RPCs.executeMultiOperation.path)
            }
            OperationLinks.keep(started.link)
            let workflow = handle(
                id: id, runID: started.runID, firstRunID: started.firstExecutionRunID, isNew: started.started)
            if let update = workflow.update(updateRequest, updated) { return update }
        }
    }
}

extension RPCError {
    /// The error of the operation that failed, where this is one of several in one request: the others say that they were aborted.
    fileprivate var ofFailedOperation: RPCError {
        guard let status = try? API.Google.Status(decoding: details) else { return self }
        for detail in status.details {
            guard detail.typeURL.hasSuffix("/\(API.ErrorDetails.MultiOperationExecutionFailure.protoName)"),
                let failure = try? API.ErrorDetails.MultiOperationExecutionFailure(decoding: detail.value)
            else { continue }
            let isAborted = { (status: API.ErrorDetails.MultiOperationExecutionFailure.OperationStatus) in
                status.details.contains { $0.typeURL.hasSuffix(".MultiOperationExecutionAborted") }
            }
            guard let failed = failure.statuses.first(where: { $0.code != 0 && !isAborted($0) }) else { continue }
            var error = self
            error.code = StatusCode(rawValue: Int(failed.code))
            error.message = failed.message
            error.details = API.Google.Status.with {
                $0.code = failed.code
                $0.message = failed.message
                $0.details = failed.details
            }.encoded()
            return error
        }
        return self
    }
}
