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
        let (start, options) = (input.start, input.start.options)
        var request = API.WorkflowService.SignalWithStartWorkflowExecutionRequest()
        request.namespace = namespace
        request.workflowID = start.id
        request.workflowType = .with { $0.name = start.workflowType }
        request.taskQueue = .with { $0.name = start.taskQueue }
        request.input = try await message(start.arguments)
        request.header = .ifAny(start.headers)
        request.signalName = input.signal
        request.signalInput = try await message(input.signalArguments)
        request.workflowExecutionTimeout = options.executionTimeout
        request.workflowRunTimeout = options.runTimeout
        request.workflowTaskTimeout = options.taskTimeout
        request.identity = identity
        request.requestID = Self.uuid()
        request.workflowIDReusePolicy = .init(options.idReusePolicy)
        if let policy = options.idConflictPolicy { request.workflowIDConflictPolicy = .init(policy) }
        request.retryPolicy = options.retryPolicy.map(API.Common.RetryPolicy.init)
        request.cronSchedule = options.cronSchedule ?? ""
        request.memo = try await encoded(options.memo)
        request.searchAttributes = options.searchAttributes.encoded
        request.workflowStartDelay = options.startDelay
        request.priority = options.priority.map(API.Common.Priority.init)
        request.userMetadata = try await userMetadata(options)
        let response = try await service.call(RPCs.signalWithStartWorkflowExecution, request)
        return handle(
            id: start.id, runID: response.runID, firstRunID: response.firstExecutionRunID, isNew: response.started)
    }

    /// `payloads` as they are sent; nil for none.
    func message(_ payloads: [Payload]) async throws -> API.Common.Payloads? {
        guard !payloads.isEmpty else { return nil }
        let payloads = try await converter.encodeWithCodecs(payloads)
        return .with { $0.payloads = payloads }
    }
}
