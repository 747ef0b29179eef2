// What the server knows of a schedule.

/// A schedule, what it has done, and what it will do.
public struct ScheduleDescription: Sendable {
    /// Its id.
    public let id: String
    /// What it starts and when.
    public let schedule: Schedule
    /// How many workflows it has started.
    public let actionCount: Int
    /// How many times were missed by more than the catchup window.
    public let missedCount: Int
    /// How many times were left out because the workflow before still ran.
    public let skippedCount: Int
    /// The workflows that it started and that run.
    public let running: [WorkflowHandle]
    /// The latest workflows that it started, the oldest first.
    public let recentActions: [ScheduleAction]
    /// When it will start the next ones.
    public let nextTimes: [Timestamp]
    /// When it was created.
    public let createTime: Timestamp?
    /// When it was last changed.
    public let updateTime: Timestamp?
    /// What is noted about it.
    public let memo: Memo
    /// What it can be found by.
    public let searchAttributes: SearchAttributes

    init(_ response: API.WorkflowService.DescribeScheduleResponse, id: String, client: TemporalClient) {
        let info = response.info ?? .init()
        self.id = id
        schedule = Schedule(response.schedule ?? .init(), converter: client.converter)
        actionCount = Int(info.actionCount)
        missedCount = Int(info.missedCatchupWindow)
        skippedCount = Int(info.overlapSkipped)
        running = info.runningWorkflows.map { client.workflow(id: $0.workflowID, runID: $0.runID) }
        recentActions = info.recentActions.map { ScheduleAction($0, client: client) }
        nextTimes = info.futureActionTimes
        createTime = info.createTime
        updateTime = info.updateTime
        memo = Memo(response.memo, converter: client.converter)
        searchAttributes = SearchAttributes(response.searchAttributes)
    }
}

/// A workflow that a schedule started.
public struct ScheduleAction: Sendable {
    /// The time of the schedule, with its jitter.
    public let scheduledTime: Timestamp?
    /// When it was started indeed.
    public let startTime: Timestamp?
    /// The workflow, in its first run.
    public let workflow: WorkflowHandle
    /// How it stands, as far as the schedule has heard.
    public let status: WorkflowStatus

    init(_ message: API.Schedule.ScheduleActionResult, client: TemporalClient) {
        scheduledTime = message.scheduleTime
        startTime = message.actualTime
        workflow = client.workflow(
            id: message.startWorkflowResult?.workflowID ?? "", runID: message.startWorkflowResult?.runID)
        status = WorkflowStatus(message.startWorkflowStatus)
    }
}

/// A schedule as a list shows it.
public struct ScheduleListing: Sendable {
    /// Its id.
    public let id: String
    /// The type of the workflow that it starts.
    public let workflowType: String
    /// When it starts it.
    public let spec: ScheduleSpec
    /// Whether it is paused.
    public let isPaused: Bool
    /// What people noted about its state.
    public let note: String
    /// The latest workflows that it started, the oldest first.
    public let recentActions: [ScheduleAction]
    /// When it will start the next ones.
    public let nextTimes: [Timestamp]
    /// What is noted about it.
    public let memo: Memo
    /// What it can be found by.
    public let searchAttributes: SearchAttributes

    init(_ entry: API.Schedule.ScheduleListEntry, client: TemporalClient) {
        let info = entry.info ?? .init()
        id = entry.scheduleID
        workflowType = info.workflowType?.name ?? ""
        spec = ScheduleSpec(info.spec ?? .init())
        isPaused = info.paused
        note = info.notes
        recentActions = info.recentActions.map { ScheduleAction($0, client: client) }
        nextTimes = info.futureActionTimes
        memo = Memo(entry.memo, converter: client.converter)
        searchAttributes = SearchAttributes(entry.searchAttributes)
    }
}
