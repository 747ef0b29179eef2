// What a workflow's run has done, and going back in it.

/// Where a workflow is reset to: its history is kept up to there, and it goes on from there as a new run.
public enum ResetPoint: Sendable, Hashable {
    /// Its first workflow task: the whole of its code runs again.
    case firstWorkflowTask
    /// Its last workflow task.
    case lastWorkflowTask
    /// The event with this id, which ends a workflow task: it was completed, failed or timed out.
    case event(Int64)
}

/// What came to a workflow after the point that it is reset to, and is not given to the new run again.
public enum ResetExclusion: Sendable, Hashable {
    /// Signals.
    case signals
    /// Updates.
    case updates
    /// Results of Nexus operations.
    case nexusOperations
    /// Requests to cancel.
    case cancellations

    var message: API.Enums.ResetReapplyExcludeType {
        switch self {
        case .signals: .signal
        case .updates: .update
        case .nexusOperations: .nexus
        case .cancellations: .cancelRequest
        }
    }
}

extension Set<ResetExclusion> {
    var messages: [API.Enums.ResetReapplyExcludeType] { map(\.message).sorted { $0.rawValue < $1.rawValue } }
}

extension WorkflowHandle {
    /// The whole history of the run so far, as the server keeps it: its payloads as codecs have left them.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such workflow.
    public func fetchHistory() async throws -> WorkflowHistory {
        let input = FetchHistoryInput(id: id, runID: runID)
        guard !client.interceptors.isEmpty else { return try await fetchHistory(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.fetchHistory($1, next: $2) }) {
            try await self.fetchHistory($0)
        }
    }

    private func fetchHistory(_ input: FetchHistoryInput) async throws -> WorkflowHistory {
        WorkflowHistory(events: try await history(of: execution(input.id, input.runID)).events)
    }

    /// The history as a message, which no interceptor sees.
    package func history() async throws -> API.History.History { try await history(of: execution) }

    private func history(of execution: API.Common.WorkflowExecution) async throws -> API.History.History {
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

    /// Takes the workflow back to an earlier point: the run ends, if it has not, and a new one goes on from there.
    ///
    /// - Parameters:
    ///   - point: where it goes on.
    ///   - reason: why, for people.
    ///   - exclusions: what came after that point and is not given to the new run again; all the rest is.
    /// - Returns: the new run.
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such workflow, and `invalidArgument` where it cannot go on
    ///   at that point, such as before its first workflow task.
    @discardableResult
    public func reset(
        to point: ResetPoint, reason: String = "", excluding exclusions: Set<ResetExclusion> = []
    ) async throws -> WorkflowHandle {
        let input = ResetWorkflowInput(id: id, runID: runID, point: point, reason: reason, exclusions: exclusions)
        guard !client.interceptors.isEmpty else { return try await reset(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.resetWorkflow($1, next: $2) }) {
            try await self.reset($0)
        }
    }

    private func reset(_ input: ResetWorkflowInput) async throws -> WorkflowHandle {
        let run = execution(input.id, input.runID)
        var request = API.WorkflowService.ResetWorkflowExecutionRequest()
        request.namespace = client.namespace
        request.workflowExecution = run
        request.reason = input.reason
        request.workflowTaskFinishEventID = try await eventID(of: input.point, in: run)
        request.requestID = TemporalClient.uuid()
        request.resetReapplyType = .allEligible
        request.resetReapplyExcludeTypes = input.exclusions.messages
        request.identity = client.identity
        let response = try await client.service.call(RPCs.resetWorkflowExecution, request)
        return client.workflow(id: input.id, runID: response.runID)
    }

    /// Removes the workflow's run and its history from the server, for good; one that runs is terminated.
    /// The server may take half a minute for one that has closed just now.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such workflow.
    public func delete() async throws {
        let input = DeleteWorkflowInput(id: id, runID: runID)
        guard !client.interceptors.isEmpty else { return try await delete(input) }
        try await intercept(client.interceptors[...], input, { try await $0.deleteWorkflow($1, next: $2) }) {
            try await self.delete($0)
        }
    }

    private func delete(_ input: DeleteWorkflowInput) async throws {
        _ = try await client.service.call(
            RPCs.deleteWorkflowExecution,
            .with {
                $0.namespace = client.namespace
                $0.workflowExecution = execution(input.id, input.runID)
            })
    }

    /// The id of the event that ends the workflow task at `point`. Pages are read from the side where it lies.
    private func eventID(of point: ResetPoint, in execution: API.Common.WorkflowExecution) async throws -> Int64 {
        switch point {
        case .event(let id): return id
        case .firstWorkflowTask:
            var request = API.WorkflowService.GetWorkflowExecutionHistoryRequest()
            request.namespace = client.namespace
            request.execution = execution
            repeat {
                let response = try await client.service.call(RPCs.getWorkflowExecutionHistory, request)
                if let id = response.history?.events.first(where: \.endsWorkflowTask)?.eventID { return id }
                request.nextPageToken = response.nextPageToken
            } while !request.nextPageToken.isEmpty
        case .lastWorkflowTask:
            var request = API.WorkflowService.GetWorkflowExecutionHistoryReverseRequest()
            request.namespace = client.namespace
            request.execution = execution
            repeat {
                let response = try await client.service.call(RPCs.getWorkflowExecutionHistoryReverse, request)
                if let id = response.history?.events.first(where: \.endsWorkflowTask)?.eventID { return id }
                request.nextPageToken = response.nextPageToken
            } while !request.nextPageToken.isEmpty
        }
        throw RPCError(
            code: .invalidArgument,
            message: "workflow \(execution.workflowID) cannot be reset: none of its workflow tasks has ended yet",
            method: RPCs.resetWorkflowExecution.path)
    }
}

extension API.History.HistoryEvent {
    fileprivate var endsWorkflowTask: Bool {
        switch attributes {
        case .workflowTaskCompleted, .workflowTaskFailed, .workflowTaskTimedOut: true
        default: false
        }
    }
}
