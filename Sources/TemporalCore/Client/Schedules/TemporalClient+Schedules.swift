// Creating, finding and listing schedules.

extension TemporalClient {
    /// Creates a schedule.
    ///
    /// - Parameters:
    ///   - id: the schedule's id.
    ///   - schedule: what it starts and when.
    ///   - triggersNow: whether it also starts its workflow at once.
    ///   - memo: what is noted about the schedule.
    ///   - searchAttributes: what the schedule can be found by.
    /// - Throws: ``RPCError``, with the code `alreadyExists` where the id is taken, and `invalidArgument` where the times cannot
    ///   be understood.
    @discardableResult
    public func createSchedule(
        id: String, _ schedule: Schedule, triggersNow: Bool = false, memo: Memo = Memo(),
        searchAttributes: SearchAttributes = SearchAttributes()
    ) async throws -> ScheduleHandle {
        var message = API.Schedule.Schedule()
        try schedule.write(to: &message, converter: converter)
        var request = API.WorkflowService.CreateScheduleRequest()
        request.namespace = namespace
        request.scheduleID = id
        request.schedule = message
        if triggersNow { request.initialPatch = .with { $0.triggerImmediately = .init() } }
        request.identity = identity
        request.requestID = Self.uuid()
        request.memo = try memo.encoded(with: converter)
        request.searchAttributes = searchAttributes.encoded
        _ = try await service.call(RPCs.createSchedule, try await converter.encodePayloads(in: request))
        return self.schedule(id: id)
    }

    /// The schedule with the given id; whether there is one is not asked.
    public func schedule(id: String) -> ScheduleHandle {
        ScheduleHandle(client: self, id: id)
    }

    /// The schedules that match `query`, all of them where it is empty. One that was created a moment ago may be missing.
    public func schedules(where query: String = "", pageSize: Int = 100) -> ScheduleList {
        ScheduleList(client: self, query: query, pageSize: pageSize)
    }
}

/// The schedules that match a query, fetched as they are read; each reading asks the server anew.
public struct ScheduleList: AsyncSequence, Sendable {
    fileprivate let client: TemporalClient
    fileprivate let query: String
    fileprivate let pageSize: Int

    /// A reading of the list.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let list: ScheduleList
        private var pages = Pages<API.Schedule.ScheduleListEntry>()

        fileprivate init(_ list: ScheduleList) {
            self.list = list
        }

        /// The next schedule.
        public mutating func next() async throws -> ScheduleListing? {
            let list = list
            let entry = try await pages.next { token in
                let response = try await list.client.service.call(
                    RPCs.listSchedules,
                    .with {
                        $0.namespace = list.client.namespace
                        $0.query = list.query
                        $0.maximumPageSize = Int32(clamping: list.pageSize)
                        $0.nextPageToken = token
                    })
                let decoded = try await list.client.converter.decodePayloads(in: response)
                return (decoded.schedules, decoded.nextPageToken)
            }
            return entry.map { ScheduleListing($0, client: list.client) }
        }
    }

    /// Begins a reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
