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
    /// - Throws: ``ScheduleAlreadyExistsError`` where the id is taken; ``InvalidOptionError`` for an option of the workflow with which
    ///   none could be started, before anything is sent; ``RPCError`` where the server declines otherwise, with the code
    ///   `invalidArgument` where the times cannot be understood; ``PayloadConversionError`` where an argument cannot be encoded.
    @discardableResult
    public func createSchedule(
        id: String, _ schedule: Schedule, triggersNow: Bool = false, memo: Memo = Memo(),
        searchAttributes: SearchAttributes = SearchAttributes()
    ) async throws -> ScheduleHandle {
        let input = CreateScheduleInput(
            id: id, schedule: schedule, triggersNow: triggersNow, memo: memo, searchAttributes: searchAttributes)
        guard !interceptors.isEmpty else { return try await createSchedule(input) }
        return try await intercept(interceptors[...], input, { try await $0.createSchedule($1, next: $2) }) {
            try await self.createSchedule($0)
        }
    }

    private func createSchedule(_ input: CreateScheduleInput) async throws -> ScheduleHandle {
        try input.schedule.check(id: input.id)
        var message = API.Schedule.Schedule()
        try input.schedule.write(to: &message, converter: converter)
        if !input.headers.isEmpty, var workflow = message.action?.workflow {
            workflow.header = .init(input.headers)
            message.action = .with { $0.action = .startWorkflow(workflow) }
        }
        var request = API.WorkflowService.CreateScheduleRequest()
        request.namespace = namespace
        request.scheduleID = input.id
        request.schedule = message
        if input.triggersNow { request.initialPatch = .with { $0.triggerImmediately = .init() } }
        request.identity = identity
        request.requestID = Self.uuid()
        request.memo = try input.memo.encoded(with: converter)
        request.searchAttributes = input.searchAttributes.encoded
        let encoded = try await converter.encodePayloads(in: request)
        do { _ = try await service.call(RPCs.createSchedule, encoded) } catch {
            throw ScheduleAlreadyExistsError.ifTaken(error, id: input.id)
        }
        return self.schedule(id: input.id)
    }

    /// The schedule with the given id; whether there is one is not asked.
    public func schedule(id: String) -> ScheduleHandle {
        ScheduleHandle(client: self, id: id)
    }

    /// The schedules that match `query`, all of them where it is empty. One that was created a moment ago may be missing.
    ///
    /// - Parameters:
    ///   - query: in the server's language for visibility.
    ///   - pageSize: how many are fetched at a time.
    public func schedules(where query: String = "", pageSize: Int = 100) -> ScheduleList {
        ServerList { [self] token in
            let input = ListSchedulesInput(query: query, pageSize: pageSize, pageToken: token)
            guard !interceptors.isEmpty else { return try await listSchedules(input) }
            return try await intercept(interceptors[...], input, { try await $0.listSchedules($1, next: $2) }) {
                try await self.listSchedules($0)
            }
        }
    }

    private func listSchedules(_ input: ListSchedulesInput) async throws -> ServerPage<ScheduleListing> {
        let response = try await service.call(
            RPCs.listSchedules,
            .with {
                $0.namespace = namespace
                $0.query = input.query
                $0.maximumPageSize = Int32(clamping: input.pageSize)
                $0.nextPageToken = input.pageToken
            })
        let decoded = try await converter.decodePayloads(in: response)
        return ServerPage(
            decoded.schedules.map { ScheduleListing($0, client: self) }, nextPageToken: decoded.nextPageToken)
    }
}
