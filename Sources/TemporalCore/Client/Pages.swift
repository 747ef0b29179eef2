// Lists that the server hands out page by page.

/// A part of a list, as large as the server hands out at a time.
public struct ServerPage<Element: Sendable>: Sendable {
    /// What it has; there may be nothing although other pages follow.
    public var elements: [Element]
    /// Where the next page begins; empty where there is none.
    public var nextPageToken: Bytes

    /// A page of `elements`, the last one by default.
    public init(_ elements: [Element], nextPageToken: Bytes = Bytes()) {
        self.elements = elements
        self.nextPageToken = nextPageToken
    }
}

/// What a server has of something, fetched page by page as it is read; each reading asks the server anew.
///
/// A reading throws ``RPCError`` where the server declines, and what the payload codecs throw. Its task's cancellation ends it.
public struct ServerList<Element: Sendable>: AsyncSequence, Sendable {
    /// Fetches the page that a token names, empty for the first.
    typealias Fetch = @Sendable (_ token: Bytes) async throws -> ServerPage<Element>

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
                let fetched = try await fetch(token)
                page = fetched.elements[...]
                nextPage = fetched.nextPageToken.isEmpty ? nil : fetched.nextPageToken
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
