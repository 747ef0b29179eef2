// Finding workflows: lists that are fetched page by page as they are read, and counts. The query language is the server's.

/// The workflows that match a query, fetched as they are read; each reading asks the server anew.
///
///     for try await workflow in client.workflows(where: "WorkflowType = 'Claim' AND ExecutionStatus = 'Running'") { … }
public struct WorkflowList: AsyncSequence, Sendable {
    fileprivate let client: TemporalClient
    fileprivate let query: String
    fileprivate let pageSize: Int

    /// A reading of the list.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let list: WorkflowList
        private var pages = Pages<API.Workflow.WorkflowExecutionInfo>()

        fileprivate init(_ list: WorkflowList) {
            self.list = list
        }

        /// The next workflow.
        public mutating func next() async throws -> WorkflowExecution? {
            let list = list
            let info = try await pages.next { token in
                let response = try await list.client.service.call(
                    RPCs.listWorkflowExecutions,
                    .with {
                        $0.namespace = list.client.namespace
                        $0.query = list.query
                        $0.pageSize = Int32(clamping: list.pageSize)
                        $0.nextPageToken = token
                    })
                return (response.executions, response.nextPageToken)
            }
            guard var info else { return nil }
            info.memo = try await list.client.decoded(info.memo)
            return WorkflowExecution(info, converter: list.client.converter)
        }
    }

    /// Begins a reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}

extension TemporalClient {
    /// The workflows that match `query`, newest first; all of them where it is empty. A workflow that was started a moment ago may be missing.
    public func workflows(where query: String = "", pageSize: Int = 100) -> WorkflowList {
        WorkflowList(client: self, query: query, pageSize: pageSize)
    }

    /// How many workflows match `query`; all of them where it is empty.
    public func workflowCount(where query: String = "") async throws -> Int {
        let response = try await service.call(
            RPCs.countWorkflowExecutions,
            .with {
                $0.namespace = namespace
                $0.query = query
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
