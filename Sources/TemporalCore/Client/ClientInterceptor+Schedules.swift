// What a client's interceptors are given of schedules, but for their creation.

/// A request to describe a schedule.
public struct DescribeScheduleInput: Sendable {
    /// The schedule's id.
    public var id: String
}

/// A change of a schedule, or its deletion.
public struct ChangeScheduleInput: Sendable {
    /// What is done to a schedule.
    public enum Change: Sendable {
        /// It becomes what is said here. The client has read it before, and changed what it read.
        case update(Schedule)
        /// It is paused; the note says why, and where it is empty, that a client did it.
        case pause(note: String)
        /// It goes on; the note says why, and where it is empty, that a client did it.
        case unpause(note: String)
        /// It starts its workflow now; nil is the schedule's own policy.
        case trigger(overlapPolicy: ScheduleOverlapPolicy?)
        /// It starts its workflow now for each of its times in the past that is named; nil is the schedule's own policy.
        case backfill(from: Timestamp, to: Timestamp, overlapPolicy: ScheduleOverlapPolicy?)
        /// It is deleted.
        case delete
    }

    /// The schedule's id. An update of another schedule than was read reads that one anew, and puts the whole schedule in its place.
    public var id: String
    /// What is done to it.
    public var change: Change
}

/// A request for the times of a schedule.
public struct ListScheduleTimesInput: Sendable {
    /// The schedule's id.
    public var id: String
    /// From when.
    public var start: Timestamp
    /// Until when.
    public var end: Timestamp
}

/// A request for a page of the schedules that match a query.
public struct ListSchedulesInput: Sendable {
    /// The query, in the server's language for visibility.
    public var query: String
    /// How many schedules a page has.
    public var pageSize: Int
    /// Where the page begins; empty for the first.
    public var pageToken: Bytes
}

extension ClientInterceptor {
    /// Calls `next`.
    public func describeSchedule(
        _ input: DescribeScheduleInput, next: @Sendable (DescribeScheduleInput) async throws -> ScheduleDescription
    ) async throws -> ScheduleDescription { try await next(input) }
    /// Calls `next`.
    public func changeSchedule(
        _ input: ChangeScheduleInput, next: @Sendable (ChangeScheduleInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func listScheduleTimes(
        _ input: ListScheduleTimesInput, next: @Sendable (ListScheduleTimesInput) async throws -> [Timestamp]
    ) async throws -> [Timestamp] { try await next(input) }
    /// Calls `next`.
    public func listSchedules(
        _ input: ListSchedulesInput, next: @Sendable (ListSchedulesInput) async throws -> ServerPage<ScheduleListing>
    ) async throws -> ServerPage<ScheduleListing> { try await next(input) }
}
