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

    private func execution(_ id: String, _ runID: String?) -> API.Common.WorkflowExecution {
        .with {
            $0.workflowID = id
            $0.runID = runID ?? ""
        }
    }

    var execution: API.Common.WorkflowExecution { execution(id, runID) }

    /// Waits until the workflow has closed and returns its result. Runs that continue this one are followed.
    ///
    /// - Throws: ``WorkflowFailedError``, whose cause is how it ended; ``RPCError`` where the server cannot be asked.
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
            case .workflowExecutionCanceled:
                throw failed(CancellationError())
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
        request.header = .ifAny(input.headers)
        request.identity = client.identity
        request.requestID = TemporalClient.uuid()
        _ = try await client.service.call(RPCs.signalWorkflowExecution, request)
    }

    /// Asks the workflow a question.
    ///
    /// - Throws: ``RPCError`` with the workflow's own message where it cannot answer.
    public func query<Output: Decodable & Sendable, each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument, as type: Output.Type = Output.self
    ) async throws -> Output {
        let answer = try await query(name, input: try client.converter.encodeArguments(repeat each arguments))
        return try client.converter.decode(answer.first ?? .null, as: Output.self)
    }

    package func query(_ name: String, input: [Payload]) async throws -> [Payload] {
        let input = QueryWorkflowInput(id: id, runID: runID, query: name, arguments: input)
        guard !client.interceptors.isEmpty else { return try await query(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.queryWorkflow($1, next: $2) }) {
            try await self.query($0)
        }
    }

    private func query(_ input: QueryWorkflowInput) async throws -> [Payload] {
        var request = API.WorkflowService.QueryWorkflowRequest()
        request.namespace = client.namespace
        request.execution = execution(input.id, input.runID)
        let arguments = try await client.message(input.arguments)
        request.query = .with {
            $0.queryType = input.query
            $0.queryArgs = arguments
            $0.header = .ifAny(input.headers)
        }
        let response: API.WorkflowService.QueryWorkflowResponse
        do {
            response = try await client.service.call(RPCs.queryWorkflow, request)
        } catch {
            throw await readable(error)
        }
        return try await client.converter.decodeWithCodecs(response.queryResult?.payloads ?? [])
    }

    /// The error of a query with the workflow's own message, where that travelled as a payload.
    private func readable(_ error: RPCError) async -> RPCError {
        guard let status = try? API.Google.Status(decoding: error.details) else { return error }
        for detail in status.details {
            guard let query = (try? detail.unpacked(as: API.ErrorDetails.QueryFailedFailure.self)) ?? nil,
                let failure = query.failure, failure.encodedAttributes != nil,
                let decoded = try? await client.converter.decodePayloads(in: failure)
            else { continue }
            var error = error
            error.message = client.converter.error(from: decoded).message
            return error
        }
        return error
    }

    /// Asks the workflow to cancel. A handle that started it leaves a later workflow with the same id alone.
    public func cancel() async throws {
        let input = CancelWorkflowInput(id: id, runID: runID)
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
        _ = try await client.service.call(RPCs.requestCancelWorkflowExecution, request)
    }

    /// Ends the workflow at once, without asking it. A handle that started it leaves a later workflow with the same id alone.
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
        _ = try await client.service.call(RPCs.terminateWorkflowExecution, request)
    }

    /// The whole history of the run.
    package func history() async throws -> API.History.History {
        var request = API.WorkflowService.GetWorkflowExecutionHistoryRequest()
        request.namespace = client.namespace
        request.execution = execution
        var history = API.History.History()
        repeat {
            let response = try await client.service.call(RPCs.getWorkflowExecutionHistory, request)
            history.events += response.history?.events ?? []
            request.nextPageToken = response.nextPageToken
        } while !request.nextPageToken.isEmpty
        return history
    }
}

/// A workflow that did not complete.
public struct WorkflowFailedError: Error, Sendable, CustomStringConvertible {
    /// The workflow's id.
    public let workflowID: String
    /// How it ended: a Temporal failure, or `CancellationError`.
    public let cause: (any Error)?

    /// What happened, in a sentence.
    public var description: String {
        "workflow \(workflowID) did not complete: \(cause.map { "\($0)" } ?? "no reason was given")"
    }
}
