// A schedule as a client sees it: known by its id.

/// A schedule of a server, to be looked at, changed, paused, triggered and deleted.
public struct ScheduleHandle: Sendable {
    /// The client that knows the schedule.
    public let client: TemporalClient
    /// The schedule's id.
    public let id: String

    /// What the server knows of the schedule.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule; what the payload codecs throw.
    public func describe() async throws -> ScheduleDescription {
        let input = DescribeScheduleInput(id: id)
        guard !client.interceptors.isEmpty else { return try await describe(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.describeSchedule($1, next: $2) }) {
            try await self.describe($0)
        }
    }

    private func describe(_ input: DescribeScheduleInput) async throws -> ScheduleDescription {
        ScheduleDescription(try await described(input.id), id: input.id, client: client)
    }

    /// Changes the schedule: `change` is given it as it stands. Of two changes that cross, the server takes one; a server whose
    /// scheduler is that of version 1.32 or older drops the other without a word.
    ///
    /// - Throws: what `change` throws; ``InvalidOptionError`` where the change brings in an option of the workflow with which none
    ///   could be started, and nothing is changed; ``RPCError`` with the code `failedPrecondition` where the server says that somebody else
    ///   changed the schedule meanwhile, and `notFound` where there is no such schedule; ``PayloadConversionError`` where an argument
    ///   cannot be encoded.
    public func update(_ change: (inout Schedule) throws -> Void) async throws {
        let known = try await described(id)
        var schedule = Schedule(known.schedule ?? .init(), converter: client.converter)
        try change(&schedule)
        try await make(.update(schedule), of: known)
    }

    /// Pauses the schedule; `note` says why, and where it is empty, that a client did it.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func pause(note: String = "") async throws {
        try await make(.pause(note: note))
    }

    /// Lets a paused schedule go on; `note` says why, and where it is empty, that a client did it.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func unpause(note: String = "") async throws {
        try await make(.unpause(note: note))
    }

    /// Starts the workflow now, as if it were time.
    ///
    /// - Parameter overlapPolicy: what happens where one runs; nil is the schedule's own policy.
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func trigger(overlapPolicy: ScheduleOverlapPolicy? = nil) async throws {
        try await make(.trigger(overlapPolicy: overlapPolicy))
    }

    /// Starts the workflow now for each of the schedule's times in the past that is named.
    ///
    /// - Parameters:
    ///   - start: where the past begins; a time that is this very moment is left out.
    ///   - end: where it ends.
    ///   - overlapPolicy: what happens where one runs; nil is the schedule's own policy, which may skip most of them.
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func backfill(from start: Timestamp, to end: Timestamp, overlapPolicy: ScheduleOverlapPolicy? = nil)
        async throws
    {
        try await make(.backfill(from: start, to: end, overlapPolicy: overlapPolicy))
    }

    /// The schedule's times from `start` to `end`.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func times(from start: Timestamp, to end: Timestamp) async throws -> [Timestamp] {
        let input = ListScheduleTimesInput(id: id, start: start, end: end)
        guard !client.interceptors.isEmpty else { return try await times(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.listScheduleTimes($1, next: $2) }) {
            try await self.times($0)
        }
    }

    private func times(_ input: ListScheduleTimesInput) async throws -> [Timestamp] {
        try await client.service.call(
            RPCs.listScheduleMatchingTimes,
            .with {
                $0.namespace = client.namespace
                $0.scheduleID = input.id
                $0.startTime = input.start
                $0.endTime = input.end
            }
        ).startTime
    }

    /// Deletes the schedule. Workflows that it started go on.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func delete() async throws {
        try await make(.delete)
    }

    /// Makes a change through interceptors.
    ///
    /// - Parameter known: what the schedule was when it was read for an update.
    private func make(
        _ change: ChangeScheduleInput.Change, of known: API.WorkflowService.DescribeScheduleResponse? = nil
    ) async throws {
        guard !client.interceptors.isEmpty else { return try await send(change, of: known) }
        let input = ChangeScheduleInput(id: id, change: change)
        try await intercept(client.interceptors[...], input, { try await $0.changeSchedule($1, next: $2) }) {
            let named = ScheduleHandle(client: self.client, id: $0.id)
            // What was read is not what another schedule is.
            try await named.send($0.change, of: $0.id == self.id ? known : nil)
        }
    }

    private func send(
        _ change: ChangeScheduleInput.Change, of known: API.WorkflowService.DescribeScheduleResponse?
    ) async throws {
        switch change {
        case .update(let schedule):
            try await put(schedule, over: known)
        // The server takes an empty note for no wish to pause.
        case .pause(let note):
            try await patch { $0.pause = note.isEmpty ? "paused by a client" : note }
        case .unpause(let note):
            try await patch { $0.unpause = note.isEmpty ? "unpaused by a client" : note }
        case .trigger(let overlapPolicy):
            try await patch { patch in
                patch.triggerImmediately = .with {
                    if let overlapPolicy { $0.overlapPolicy = .init(overlapPolicy) }
                }
            }
        case .backfill(let start, let end, let overlapPolicy):
            try await patch { patch in
                patch.backfillRequest = [
                    .with {
                        $0.startTime = start
                        $0.endTime = end
                        if let overlapPolicy { $0.overlapPolicy = .init(overlapPolicy) }
                    }
                ]
            }
        case .delete:
            _ = try await client.service.call(
                RPCs.deleteSchedule,
                .with {
                    $0.namespace = client.namespace
                    $0.scheduleID = id
                    $0.identity = client.identity
                })
        }
    }

    private func put(
        _ schedule: Schedule, over known: API.WorkflowService.DescribeScheduleResponse?
    ) async throws {
        let stored: API.WorkflowService.DescribeScheduleResponse
        // An interceptor may have made an update of another change, for which nothing was read, or of one of another schedule.
        if let known { stored = known } else { stored = try await described(id) }
        var message = stored.schedule ?? .init()
        // What was wrong before, of whoever made it, keeps nobody from changing the rest.
        if (try? Schedule(message, converter: client.converter).check(id: id)) != nil { try schedule.check(id: id) }
        try schedule.write(to: &message, converter: client.converter)
        var request = API.WorkflowService.UpdateScheduleRequest()
        request.namespace = client.namespace
        request.scheduleID = id
        request.schedule = message
        request.conflictToken = stored.conflictToken
        request.identity = client.identity
        request.requestID = TemporalClient.uuid()
        _ = try await client.service.call(
            RPCs.updateSchedule, try await client.converter.encodePayloads(in: request))
    }

    private func described(_ id: String) async throws -> API.WorkflowService.DescribeScheduleResponse {
        let response = try await client.service.call(
            RPCs.describeSchedule,
            .with {
                $0.namespace = client.namespace
                $0.scheduleID = id
            })
        return try await client.converter.decodePayloads(in: response)
    }

    private func patch(_ fill: (inout API.Schedule.SchedulePatch) -> Void) async throws {
        var request = API.WorkflowService.PatchScheduleRequest()
        request.namespace = client.namespace
        request.scheduleID = id
        request.identity = client.identity
        request.requestID = TemporalClient.uuid()
        request.patch = .with(fill)
        _ = try await client.service.call(RPCs.patchSchedule, request)
    }
}
