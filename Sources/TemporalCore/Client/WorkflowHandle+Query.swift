// Questions to workflows.

/// Which workflows are not asked a question, for their answer would no longer count.
public enum QueryRejectCondition: Sendable, Hashable {
    /// Those that have closed.
    case notOpen
    /// Those that have closed otherwise than with their result.
    case notCompletedCleanly

    var message: API.Enums.QueryRejectCondition {
        switch self {
        case .notOpen: .notOpen
        case .notCompletedCleanly: .notCompletedCleanly
        }
    }
}

/// A question that was not asked, for the workflow stands as the question's ``QueryRejectCondition`` says.
public struct QueryRejectedError: Error, Sendable, CustomStringConvertible {
    /// The workflow's id.
    public let workflowID: String
    /// How it stands.
    public let status: WorkflowStatus

    /// What happened, in a sentence.
    public var description: String { "workflow \(workflowID) was not asked, for its status is \(status)" }
}

extension WorkflowHandle {
    /// Asks the workflow a question. One that has closed answers as well, as long as the server keeps it.
    ///
    /// - Parameters:
    ///   - name: the query's name.
    ///   - arguments: what it carries.
    ///   - type: the type of the answer.
    ///   - rejectCondition: which workflows are not asked; nil asks them all.
    /// - Throws: ``RPCError`` with the workflow's own message where it cannot answer, and with the code `notFound` where there is no
    ///   such workflow; ``QueryRejectedError`` where `rejectCondition` holds; ``PayloadConversionError`` where an argument
    ///   cannot be encoded, or the answer is no `Output`.
    public func query<Output: Decodable & Sendable, each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument, as type: Output.Type = Output.self,
        rejectCondition: QueryRejectCondition? = nil
    ) async throws -> Output {
        let answer = try await query(
            name, input: try client.converter.encodeArguments(repeat each arguments), rejectCondition: rejectCondition)
        return try client.converter.decode(answer.first ?? .null, as: Output.self)
    }

    package func query(
        _ name: String, input: [Payload], rejectCondition: QueryRejectCondition? = nil
    ) async throws -> [Payload] {
        let input = QueryWorkflowInput(
            id: id, runID: runID, query: name, arguments: input, rejectCondition: rejectCondition)
        guard !client.interceptors.isEmpty else { return try await query(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.queryWorkflow($1, next: $2) }) {
            try await self.query($0)
        }
    }

    private func query(_ input: QueryWorkflowInput) async throws -> [Payload] {
        var request = API.WorkflowService.QueryWorkflowRequest()
        request.namespace = client.namespace
        request.execution = execution(input.id, input.runID)
        if let condition = input.rejectCondition { request.queryRejectCondition = condition.message }
        let arguments = try await client.message(input.arguments)
        request.query = .with {
            $0.queryType = input.query
            $0.queryArgs = arguments
            $0.header = API.Common.Header(input.headers).orNil
        }
        let response: API.WorkflowService.QueryWorkflowResponse
        do {
            response = try await client.service.call(RPCs.queryWorkflow, request)
        } catch {
            throw await readable(error)
        }
        if let rejected = response.queryRejected {
            throw QueryRejectedError(workflowID: input.id, status: WorkflowStatus(rejected.status))
        }
        return try await client.converter.decodeWithCodecs(response.queryResult?.payloads ?? [])
    }

    /// The error of a query with the workflow's own message, where that travelled as a payload.
    private func readable(_ error: RPCError) async -> RPCError {
        guard let failure = error.detail(API.ErrorDetails.QueryFailedFailure.self)?.failure,
            failure.encodedAttributes != nil, let decoded = try? await client.converter.decodePayloads(in: failure)
        else { return error }
        var error = error
        error.message = client.converter.error(from: decoded).message
        return error
    }
}
