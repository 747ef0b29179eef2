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
        ScheduleDescription(try await described(), id: id, client: client)
    }

    /// Changes the schedule: `change` is given it as it stands. Of two changes that cross, the server takes one; a server whose
    /// scheduler is that of version 1.32 or older drops the other without a word.
    ///
    /// - Throws: what `change` throws; ``RPCError`` with the code `failedPrecondition` where the server says that somebody else
    ///   changed the schedule meanwhile, and `notFound` where there is no such schedule; ``PayloadConversionError`` where an argument
    ///   cannot be encoded.
    public func update(_ change: (inout Schedule) throws -> Void) async throws {
        let response = try await described()
        var message = response.schedule ?? .init()
        var schedule = Schedule(message, converter: client.converter)
        try change(&schedule)
        try schedule.write(to: &message, converter: client.converter)
        var request = API.WorkflowService.UpdateScheduleRequest()
        request.namespace = client.namespace
        request.scheduleID = id
        request.schedule = message
        request.conflictToken = response.conflictToken
        request.identity = client.identity
        request.requestID = TemporalClient.uuid()
        _ = try await client.service.call(
            RPCs.updateSchedule, try await client.converter.encodePayloads(in: request))
    }

    /// Pauses the schedule; `note` says why, and where it is empty, that a client did it.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func pause(note: String = "") async throws {
        // The server takes an empty note for no wish to pause.
        try await patch { $0.pause = note.isEmpty ? "paused by a client" : note }
    }

    /// Lets a paused schedule go on; `note` says why, and where it is empty, that a client did it.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func unpause(note: String = "") async throws {
        try await patch { $0.unpause = note.isEmpty ? "unpaused by a client" : note }
    }

    /// Starts the workflow now, as if it were time.
    ///
    /// - Parameter overlapPolicy: what happens where one runs; nil is the schedule's own policy.
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func trigger(overlapPolicy: ScheduleOverlapPolicy? = nil) async throws {
        try await patch { patch in
            patch.triggerImmediately = .with {
                if let overlapPolicy { $0.overlapPolicy = .init(overlapPolicy) }
            }
        }
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
        try await patch { patch in
            patch.backfillRequest = [
                .with {
                    $0.startTime = start
                    $0.endTime = end
                    if let overlapPolicy { $0.overlapPolicy = .init(overlapPolicy) }
                }
            ]
        }
    }

    /// The schedule's times from `start` to `end`.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func times(from start: Timestamp, to end: Timestamp) async throws -> [Timestamp] {
        try await client.service.call(
            RPCs.listScheduleMatchingTimes,
            .with {
                $0.namespace = client.namespace
                $0.scheduleID = id
                $0.startTime = start
                $0.endTime = end
            }
        ).startTime
    }

    /// Deletes the schedule. Workflows that it started go on.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such schedule.
    public func delete() async throws {
        _ = try await client.service.call(
            RPCs.deleteSchedule,
            .with {
                $0.namespace = client.namespace
                $0.scheduleID = id
                $0.identity = client.identity
            })
    }

    private func described() async throws -> API.WorkflowService.DescribeScheduleResponse {
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
