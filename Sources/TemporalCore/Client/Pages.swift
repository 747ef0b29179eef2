// Lists that the server hands out page by page.

/// What a server has of something, fetched page by page as it is read; each reading asks the server anew.
///
/// A reading throws ``RPCError`` where the server declines, and what the payload codecs throw. Its task's cancellation ends it.
public struct ServerList<Element: Sendable>: AsyncSequence, Sendable {
    /// Fetches the page that a token names, empty for the first, and the token of the next, empty where there is none.
    typealias Fetch = @Sendable (_ token: Bytes) async throws -> (elements: [Element], next: Bytes)

    private let fetch: Fetch

    init(_ fetch: @escaping Fetch) {
        self.fetch = fetch
    }

    /// A reading of a list.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let fetch: Fetch
        private var page: ArraySlice<Element> = []
        /// Where the next page begins; nil when there is none.
        private var nextPage: Bytes? = Bytes()

        fileprivate init(_ fetch: @escaping Fetch) {
            self.fetch = fetch
        }

        /// The next element; nil at the end.
        ///
        /// - Throws: ``RPCError`` where the server declines; what the payload codecs throw.
        public mutating func next() async throws -> Element? {
            // A page may be empty although others follow.
            while page.isEmpty, let token = nextPage {
                let (elements, next) = try await fetch(token)
                page = elements[...]
                nextPage = next.isEmpty ? nil : next
            }
            return page.popFirst()
        }
    }

    /// Begins a reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(fetch) }
}

/// Workflows that match a query.
public typealias WorkflowList = ServerList<WorkflowExecution>
/// Activities without a workflow that match a query.
public typealias ActivityList = ServerList<ActivityExecution>
/// Schedules that match a query.
public typealias ScheduleList = ServerList<ScheduleListing>
