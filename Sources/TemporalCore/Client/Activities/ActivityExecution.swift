// What the server knows about an activity that has no workflow: what a description and a list show.

/// How an activity without a workflow stands.
public enum ActivityStatus: Sendable, Hashable {
    /// It waits for a worker or for its next attempt, or it runs.
    case running
    /// It returned its result.
    case completed
    /// It failed, and is not tried again.
    case failed
    /// It was asked to stop and did.
    case canceled
    /// It was ended from outside.
    case terminated
    /// It took too long.
    case timedOut
    /// It is held.
    case paused
    /// Something that this version does not know.
    case unknown

    init(_ status: API.Enums.ActivityExecutionStatus) {
        self =
            switch status {
            case .running: .running
            case .completed: .completed
            case .failed: .failed
            case .canceled: .canceled
            case .terminated: .terminated
            case .timedOut: .timedOut
            case .paused: .paused
            default: .unknown
            }
    }
}

/// An activity without a workflow, as the server tells of it.
public struct ActivityExecution: Sendable {
    /// The activity's id.
    public let id: String
    /// The run's id.
    public let runID: String
    /// The name of the activity's type.
    public let activityType: String
    /// The task queue of its workers.
    public let taskQueue: String
    /// How it stands.
    public let status: ActivityStatus
    /// When it was started.
    public let scheduleTime: Timestamp?
    /// When it closed; nil while it has not.
    public let closeTime: Timestamp?
    /// What it can be found by.
    public let searchAttributes: SearchAttributes
    /// Which attempt is under way or was the last, counting from 1; nil in a list.
    public let attempt: Int?
    /// Which tasks of the queue go first; nil in a list, and where it was not said.
    public let priority: Priority?
    /// Why the last attempt that failed did; nil in a list, and where none has.
    public let lastFailure: (any TemporalFailure)?
    /// What the last heartbeat said; empty in a list, and where it said nothing.
    public let heartbeatDetails: FailureDetails

    init(_ info: API.Activity.ActivityExecutionInfo, converter: DataConverter) {
        id = info.activityID
        runID = info.runID
        activityType = info.activityType?.name ?? ""
        taskQueue = info.taskQueue
        status = ActivityStatus(info.status)
        scheduleTime = info.scheduleTime
        closeTime = info.closeTime
        searchAttributes = SearchAttributes(info.searchAttributes)
        attempt = Int(info.attempt)
        priority = info.priority.map(Priority.init)
        lastFailure = info.lastFailure.map { converter.error(from: $0) }
        heartbeatDetails = FailureDetails(info.heartbeatDetails, converter)
    }

    init(_ info: API.Activity.ActivityExecutionListInfo) {
        id = info.activityID
        runID = info.runID
        activityType = info.activityType?.name ?? ""
        taskQueue = info.taskQueue
        status = ActivityStatus(info.status)
        scheduleTime = info.scheduleTime
        closeTime = info.closeTime
        searchAttributes = SearchAttributes(info.searchAttributes)
        attempt = nil
        priority = nil
        lastFailure = nil
        heartbeatDetails = FailureDetails([])
    }
}

extension TemporalClient {
    /// The activities without a workflow that match `query`, newest first; all of them where it is empty. One that was started a
    /// moment ago may be missing.
    ///
    /// - Parameters:
    ///   - query: in the server's language for visibility.
    ///   - pageSize: how many are fetched at a time.
    public func activities(where query: String = "", pageSize: Int = 100) -> ActivityList {
        ServerList { [self] token in
            let input = ListActivitiesInput(query: query, pageSize: pageSize, pageToken: token)
            guard !interceptors.isEmpty else { return try await listActivities(input) }
            return try await intercept(interceptors[...], input, { try await $0.listActivities($1, next: $2) }) {
                try await self.listActivities($0)
            }
        }
    }

    private func listActivities(_ input: ListActivitiesInput) async throws -> ServerPage<ActivityExecution> {
        let response = try await service.call(
            RPCs.listActivityExecutions,
            .with {
                $0.namespace = namespace
                $0.query = input.query
                $0.pageSize = Int32(clamping: input.pageSize)
                $0.nextPageToken = input.pageToken
            })
        return ServerPage(
            response.executions.map { ActivityExecution($0) }, nextPageToken: response.nextPageToken)
    }

    /// How many activities without a workflow match `query`; all of them where it is empty.
    ///
    /// - Throws: ``RPCError``, with the code `invalidArgument` where the query cannot be understood.
    public func activityCount(where query: String = "") async throws -> Int {
        let input = CountActivitiesInput(query: query)
        guard !interceptors.isEmpty else { return try await countActivities(input) }
        return try await intercept(interceptors[...], input, { try await $0.countActivities($1, next: $2) }) {
            try await self.countActivities($0)
        }
    }

    private func countActivities(_ input: CountActivitiesInput) async throws -> Int {
        let response = try await service.call(
            RPCs.countActivityExecutions,
            .with {
                $0.namespace = namespace
                $0.query = input.query
            })
        return Int(response.count)
    }
}
