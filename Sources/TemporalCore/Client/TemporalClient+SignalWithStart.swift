// Signal-with-start: a signal to a running workflow, or the start of one that finds the signal waiting.

extension TemporalClient {
    /// Sends a signal to the workflow `id`, and starts it first where it does not run.
    ///
    /// - Parameters:
    ///   - workflowType: the name of the type to start.
    ///   - arguments: what the workflow is given if it is started.
    ///   - id: the workflow's id.
    ///   - taskQueue: the queue that its workers poll.
    ///   - signal: the signal's name.
    ///   - signalArguments: what the signal carries.
    ///   - options: everything else about the start.
    /// - Throws: ``WorkflowAlreadyStartedError`` where a closed workflow has the id and the reuse policy keeps it;
    ///   ``InvalidOptionError`` for an option that the server would refuse, before anything is sent; ``RPCError`` where the server
    ///   declines otherwise; ``PayloadConversionError`` where an argument cannot be encoded.
    @discardableResult
    public func signalWithStart<each Argument: Encodable & Sendable, each SignalArgument: Encodable & Sendable>(
        _ workflowType: String, _ arguments: (repeat each Argument), id: String, taskQueue: String, signal: String,
        signalArguments: (repeat each SignalArgument), options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> WorkflowHandle {
        try await signalWithStart(
            workflowType, input: try converter.encodeArguments(repeat each arguments), id: id, taskQueue: taskQueue,
            signal: signal, signalInput: try converter.encodeArguments(repeat each signalArguments), options: options)
    }

    package func signalWithStart(
        _ workflowType: String, input: [Payload], id: String, taskQueue: String, signal: String,
        signalInput: [Payload], options: StartWorkflowOptions
    ) async throws -> WorkflowHandle {
        let input = SignalWithStartInput(
            start: StartWorkflowInput(
                workflowType: workflowType, arguments: input, id: id, taskQueue: taskQueue, options: options),
            signal: signal, signalArguments: signalInput)
        guard !interceptors.isEmpty else { return try await signalWithStart(input) }
        return try await intercept(interceptors[...], input, { try await $0.signalWithStart($1, next: $2) }) {
            try await self.signalWithStart($0)
        }
    }

    private func signalWithStart(_ input: SignalWithStartInput) async throws -> WorkflowHandle {
        var request: API.WorkflowService.SignalWithStartWorkflowExecutionRequest = try await startRequest(input.start)
        request.signalName = input.signal
        request.signalInput = try await message(input.signalArguments)
        do {
            let response = try await service.call(RPCs.signalWithStartWorkflowExecution, request)
            OperationLinks.keep(response.signalLink)
            return handle(
                id: input.start.id, runID: response.runID, firstRunID: response.firstExecutionRunID,
                isNew: response.started)
        } catch {
            throw WorkflowAlreadyStartedError.ifTaken(error, id: input.start.id)
        }
    }
}
