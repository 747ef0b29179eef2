// Finding workflows: lists that are fetched page by page as they are read, and counts. The query language is the server's.

extension TemporalClient {
    /// The workflows that match `query`, newest first; all of them where it is empty. A workflow that was started a moment ago may be missing.
    ///
    ///     for try await workflow in client.workflows(where: "WorkflowType = 'Claim' AND ExecutionStatus = 'Running'") { … }
    ///
    /// - Parameters:
    ///   - query: in the server's language for visibility.
    ///   - pageSize: how many are fetched at a time.
    public func workflows(where query: String = "", pageSize: Int = 100) -> WorkflowList {
        ServerList { [self] token in
            let input = ListWorkflowsInput(query: query, pageSize: pageSize, pageToken: token)
            guard !interceptors.isEmpty else { return try await listWorkflows(input) }
            return try await intercept(interceptors[...], input, { try await $0.listWorkflows($1, next: $2) }) {
                try await self.listWorkflows($0)
            }
        }
    }

    private func listWorkflows(_ input: ListWorkflowsInput) async throws -> ServerPage<WorkflowExecution> {
        let response = try await service.call(
            RPCs.listWorkflowExecutions,
            .with {
                $0.namespace = namespace
                $0.query = input.query
                $0.pageSize = Int32(clamping: input.pageSize)
                $0.nextPageToken = input.pageToken
            })
        var workflows: [WorkflowExecution] = []
        for var info in response.executions {
            info.memo = try await decoded(info.memo)
            workflows.append(WorkflowExecution(info, converter: converter))
        }
        return ServerPage(workflows, nextPageToken: response.nextPageToken)
    }

    /// How many workflows match `query`; all of them where it is empty.
    ///
    /// - Throws: ``RPCError``, with the code `invalidArgument` where the query cannot be understood.
    public func workflowCount(where query: String = "") async throws -> Int {
        let input = CountWorkflowsInput(query: query)
        guard !interceptors.isEmpty else { return try await countWorkflows(input) }
        return try await intercept(interceptors[...], input, { try await $0.countWorkflows($1, next: $2) }) {
            try await self.countWorkflows($0)
        }
    }

    private func countWorkflows(_ input: CountWorkflowsInput) async throws -> Int {
        let response = try await service.call(
            RPCs.countWorkflowExecutions,
            .with {
                $0.namespace = namespace
                $0.query = input.query
            })
        return Int(response.count)
    }

    /// `memo` as it was before the codecs of who wrote it.
    func decoded(_ memo: API.Common.Memo?) async throws -> API.Common.Memo? {
        guard var memo, !memo.fields.isEmpty, !converter.codecs.isEmpty else { return memo }
        let fields = memo.fields.sorted { $0.key < $1.key }
        let payloads = try await converter.decodeWithCodecs(fields.map(\.value))
        memo.fields = Dictionary(zip(fields.map(\.key), payloads)) { $1 }
        return memo
    }

    /// `memo` as it is sent.
    func encoded(_ memo: Memo) async throws -> API.Common.Memo? {
        guard var message = try memo.encoded(with: converter), !converter.codecs.isEmpty else {
            return try memo.encoded(with: converter)
        }
        let fields = message.fields.sorted { $0.key < $1.key }
        let payloads = try await converter.encodeWithCodecs(fields.map(\.value))
        message.fields = Dictionary(zip(fields.map(\.key), payloads)) { $1 }
        return message
    }
}
