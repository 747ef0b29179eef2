// A workflow as a client sees it: known by its id, running or closed.

/// A workflow of a server, to be asked, told, waited for and ended.
public struct WorkflowHandle: Sendable {
    /// The client that knows the workflow.
    public let client: TemporalClient
    /// The workflow's id.
    public let id: String
    /// The run that is meant; nil is the current one.
    public let runID: String?
    /// The first run of the workflow that this handle started; nil where it started none.
    public let firstRunID: String?
    /// The first run of the chain of runs that this handle's belongs to, where the server told: it keeps ``cancel()`` and
    /// ``terminate(reason:)`` from a later workflow that has taken the id.
    var chainID = ""

    func execution(_ id: String, _ runID: String?) -> API.Common.WorkflowExecution {
        .with {
            $0.workflowID = id
            $0.runID = runID ?? ""
        }
    }

    var execution: API.Common.WorkflowExecution { execution(id, runID) }

    /// Waits until the workflow has closed and returns its result. Runs that continue this one are followed.
    ///
    /// - Throws: ``WorkflowFailedError``, whose cause is how it ended; ``RPCError`` where the server cannot be asked, with the code
    ///   `notFound` where there is no such workflow; ``PayloadConversionError`` where the result is no `Output`.
    public func result<Output: Decodable & Sendable>(as type: Output.Type = Output.self) async throws -> Output {
        try client.converter.decode(await resultPayloads().first ?? .null, as: Output.self)
    }

    /// Waits until the workflow has closed, and returns its result undecoded.
    package func resultPayloads() async throws -> [Payload] {
        var run = runID ?? firstRunID ?? ""
        while true {
            switch try await closeEvent(of: run) {
            case .workflowExecutionCompleted(let attributes):
                guard !attributes.newExecutionRunID.isEmpty else {
                    return try await client.converter.decodeWithCodecs(attributes.result?.payloads ?? [])
                }
                run = attributes.newExecutionRunID
            case .workflowExecutionContinuedAsNew(let attributes):
                run = attributes.newExecutionRunID
            case .workflowExecutionFailed(let attributes):
                guard attributes.newExecutionRunID.isEmpty else {
                    run = attributes.newExecutionRunID
                    continue
                }
                guard let failure = attributes.failure else { throw failed(nil) }
                throw failed(client.converter.error(from: try await client.converter.decodePayloads(in: failure)))
            case .workflowExecutionCanceled(let attributes):
                let details = try await client.converter.decodeWithCodecs(attributes.details?.payloads ?? [])
                throw failed(CanceledFailure(details: details, client.converter))
            case .workflowExecutionTerminated(let attributes):
                throw failed(TerminatedFailure(attributes.reason))
            case .workflowExecutionTimedOut(let attributes):
                guard attributes.newExecutionRunID.isEmpty else {
                    run = attributes.newExecutionRunID
                    continue
                }
                throw failed(TimeoutFailure("the workflow timed out", timeoutType: .startToClose))
            default:
                throw RPCError(
                    code: .internal, message: "workflow \(id) closed with an event that this version does not know")
            }
        }
    }

    private func failed(_ cause: (any Error)?) -> WorkflowFailedError {
        WorkflowFailedError(workflowID: id, cause: cause)
    }

    /// Waits for the event that closes a run.
    private func closeEvent(of run: String) async throws -> API.History.HistoryEvent.Attributes? {
        var request = API.WorkflowService.GetWorkflowExecutionHistoryRequest()
        request.namespace = client.namespace
        request.execution = .with {
            $0.workflowID = id
            $0.runID = run
        }
        request.waitNewEvent = true
        request.historyEventFilterType = .closeEvent
        request.skipArchival = true
        while true {
            let response = try await client.service.callUntilAnswered(RPCs.waitForWorkflowExecutionHistory, request)
            if let event = response.history?.events.last { return event.attributes }
            request.nextPageToken = response.nextPageToken
        }
    }

    /// Sends the workflow a signal.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where no such workflow runs; ``PayloadConversionError`` where an argument
    ///   cannot be encoded.
    public func signal<each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument
    ) async throws {
        try await signal(name, input: try client.converter.encodeArguments(repeat each arguments))
    }

    package func signal(_ name: String, input: [Payload]) async throws {
        let input = SignalWorkflowInput(id: id, runID: runID, signal: name, arguments: input)
        guard !client.interceptors.isEmpty else { return try await signal(input) }
        try await intercept(client.interceptors[...], input, { try await $0.signalWorkflow($1, next: $2) }) {
            try await self.signal($0)
        }
    }

    private func signal(_ input: SignalWorkflowInput) async throws {
        var request = API.WorkflowService.SignalWorkflowExecutionRequest()
        request.namespace = client.namespace
        request.workflowExecution = execution(input.id, input.runID)
        request.signalName = input.signal
        request.input = try await client.message(input.arguments)
        request.header = API.Common.Header(input.headers).orNil
        request.identity = client.identity
        request.requestID = TemporalClient.uuid()
        request.links = OperationLinks.ofRequest
        OperationLinks.keep(try await client.service.call(RPCs.signalWorkflowExecution, request).link)
    }

    /// Asks the workflow to cancel. A handle that started it leaves a later workflow with the same id alone.
    ///
    /// - Parameter reason: why, which the workflow may read.
    /// - Throws: ``RPCError``, with the code `notFound` where no such workflow runs.
    public func cancel(reason: String = "") async throws {
        let input = CancelWorkflowInput(id: id, runID: runID, reason: reason)
        guard !client.interceptors.isEmpty else { return try await cancel(input) }
        try await intercept(client.interceptors[...], input, { try await $0.cancelWorkflow($1, next: $2) }) {
            try await self.cancel($0)
        }
    }

    private func cancel(_ input: CancelWorkflowInput) async throws {
        var request = API.WorkflowService.RequestCancelWorkflowExecutionRequest()
        request.namespace = client.namespace
        request.workflowExecution = execution(input.id, input.runID)
        request.firstExecutionRunID = input.id == id ? chainID : ""
        request.identity = client.identity
        request.requestID = TemporalClient.uuid()
        request.reason = input.reason
        request.links = OperationLinks.ofRequest
        _ = try await client.service.call(RPCs.requestCancelWorkflowExecution, request)
    }

    /// Ends the workflow at once, without asking it. A handle that started it leaves a later workflow with the same id alone.
    ///
    /// - Parameter reason: why, for people and for whoever waits for the result.
    /// - Throws: ``RPCError``, with the code `notFound` where no such workflow runs.
    public func terminate(reason: String = "") async throws {
        let input = TerminateWorkflowInput(id: id, runID: runID, reason: reason)
        guard !client.interceptors.isEmpty else { return try await terminate(input) }
        try await intercept(client.interceptors[...], input, { try await $0.terminateWorkflow($1, next: $2) }) {
            try await self.terminate($0)
        }
    }

    private func terminate(_ input: TerminateWorkflowInput) async throws {
        var request = API.WorkflowService.TerminateWorkflowExecutionRequest()
        request.namespace = client.namespace
        request.workflowExecution = execution(input.id, input.runID)
        request.firstExecutionRunID = input.id == id ? chainID : ""
        request.reason = input.reason
        request.identity = client.identity
        request.links = OperationLinks.ofRequest
        _ = try await client.service.call(RPCs.terminateWorkflowExecution, request)
    }
}

/// A workflow that did not complete.
public struct WorkflowFailedError: Error, Sendable, CustomStringConvertible {
    /// The workflow's id.
    public let workflowID: String
    /// How it ended; ``CanceledFailure``, with what it left behind, where it was canceled.
    public let cause: (any Error)?

    /// What happened, in a sentence.
    public var description: String {
        "workflow \(workflowID) did not complete: \(cause.map { "\($0)" } ?? "no reason was given")"
    }
}
