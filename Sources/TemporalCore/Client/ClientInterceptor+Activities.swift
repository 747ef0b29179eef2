// What a client's interceptors are given of activities that it looks at, ends or changes.

/// A request to describe an activity that has no workflow.
public struct DescribeActivityInput: Sendable {
    /// The activity's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
}

/// A request for a page of the activities without a workflow that match a query.
public struct ListActivitiesInput: Sendable {
    /// The query, in the server's language for visibility.
    public var query: String
    /// How many activities a page has.
    public var pageSize: Int
    /// Where the page begins; empty for the first.
    public var pageToken: Bytes
}

/// A request for the number of activities without a workflow that match a query.
public struct CountActivitiesInput: Sendable {
    /// The query, in the server's language for visibility.
    public var query: String
}

/// The end of an activity that has no workflow, by a client.
public struct EndActivityInput: Sendable {
    /// How an activity is ended.
    public enum End: Sendable, Hashable {
        /// It is asked to stop.
        case cancel(reason: String)
        /// It ends at once, without being asked.
        case terminate(reason: String)
        /// It is removed from the server; one that has not closed is terminated.
        case delete
    }

    /// The activity's id.
    public var id: String
    /// The run; nil is the current one.
    public var runID: String?
    /// How it is ended.
    public var end: End
}

/// What an operator does to an activity that has not closed.
public struct ChangeActivityInput: Sendable {
    /// What is done to an activity.
    public enum Change: Sendable, Hashable {
        /// It is not tried again until it goes on.
        case pause(reason: String)
        /// It goes on; the next attempt begins at a random time within `jitter`.
        case unpause(reason: String, jitter: Duration?)
        /// It begins anew; see ``ActivityHandle/reset(keepsPaused:resetsHeartbeat:restoresOptions:jitter:)``.
        case reset(keepsPaused: Bool, resetsHeartbeat: Bool, restoresOptions: Bool, jitter: Duration?)
    }

    /// The activity's id.
    public var id: String
    /// The id of its workflow; nil where it has none.
    public var workflowID: String?
    /// The workflow's run, or where there is no workflow the activity's own; nil is the current one.
    public var runID: String?
    /// What is done to it.
    public var change: Change
}

/// Other options for an activity that has not closed.
public struct UpdateActivityOptionsInput: Sendable {
    /// The activity's id.
    public var id: String
    /// The id of its workflow; nil where it has none.
    public var workflowID: String?
    /// The workflow's run, or where there is no workflow the activity's own; nil is the current one.
    public var runID: String?
    /// The changes, in which nil stays as it is; where they are nil themselves, the activity has back what it was scheduled with.
    public var options: PendingActivityOptions?
}

extension ClientInterceptor {
    /// Calls `next`.
    public func describeActivity(
        _ input: DescribeActivityInput, next: @Sendable (DescribeActivityInput) async throws -> ActivityExecution
    ) async throws -> ActivityExecution { try await next(input) }
    /// Calls `next`.
    public func listActivities(
        _ input: ListActivitiesInput,
        next: @Sendable (ListActivitiesInput) async throws -> ServerPage<ActivityExecution>
    ) async throws -> ServerPage<ActivityExecution> { try await next(input) }
    /// Calls `next`.
    public func countActivities(
        _ input: CountActivitiesInput, next: @Sendable (CountActivitiesInput) async throws -> Int
    ) async throws -> Int { try await next(input) }
    /// Calls `next`.
    public func endActivity(
        _ input: EndActivityInput, next: @Sendable (EndActivityInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func changeActivity(
        _ input: ChangeActivityInput, next: @Sendable (ChangeActivityInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func updateActivityOptions(
        _ input: UpdateActivityOptionsInput,
        next: @Sendable (UpdateActivityOptionsInput) async throws -> PendingActivityOptions
    ) async throws -> PendingActivityOptions { try await next(input) }
}
