// What a workflow may know of the run that it is.

import TemporalCore

/// What a run knows of itself.
public struct WorkflowInfo: Sendable {
    /// The namespace.
    public internal(set) var namespace = ""
    /// The workflow's id.
    public internal(set) var workflowID = ""
    /// The run's id.
    public internal(set) var runID = ""
    /// The name of the workflow's type.
    public internal(set) var workflowType = ""
    /// The task queue that the workflow was started on.
    public internal(set) var taskQueue = ""
    /// Which attempt of a retried workflow this is, counting from 1.
    public internal(set) var attempt = 1
    /// When the run was started, which may be long before its first task.
    public internal(set) var startTime = Timestamp.epoch
    /// The run that this one continues, if it continues one.
    public var continuedRunID: String? { rare.continuedRunID }
    /// The first run of the chain of retries and continuations.
    public internal(set) var firstRunID = ""
    /// Why somebody asked the workflow to cancel; nil where nobody did, empty where no reason was given.
    public internal(set) var cancellationReason: String? {
        get { rare.cancellationReason }
        set { rare.cancellationReason = newValue }
    }
    /// The workflow id and run id of the parent, if there is one.
    public var parent: (workflowID: String, runID: String)? { rare.parent }
    /// The workflow id and run id of the workflow at the root of the tree of children; its own where it has no parent.
    public internal(set) var root: (workflowID: String, runID: String) = ("", "")
    /// How the run before failed, where this one retries it or follows it by a cron schedule.
    public var lastFailure: (any TemporalFailure)? { rare.lastFailure }
    /// What the last run of the cron schedule or the schedule that completed returned.
    var lastCompletionResult: [Payload] { rare.lastCompletionResult }
    /// The cron schedule, if there is one.
    public var cronSchedule: String? { rare.cronSchedule }
    /// The longest time of all runs; nil is no limit.
    public var executionTimeout: Duration? { rare.executionTimeout }
    /// The longest time of this run; nil is no limit.
    public var runTimeout: Duration? { rare.runTimeout }
    /// The longest time of one workflow task.
    public internal(set) var taskTimeout: Duration?
    /// The retry policy, if there is one.
    public var retryPolicy: RetryPolicy? { rare.retryPolicy }
    /// The number of events in history at this workflow task.
    public internal(set) var historyLength = 0
    /// The size of history in bytes at this workflow task.
    public internal(set) var historySize = 0
    /// The number of signals that the run has got.
    public internal(set) var signalCount = 0
    /// The number of updates that the run has accepted.
    public internal(set) var updateCount = 0
    /// The limits that the run is half way to, by what servers allow if they are not told otherwise. Time to continue as new; the
    /// worker's log says so too, once.
    public var nearLimits: [HistoryLimit] { HistoryLimit.allCases.filter { value(of: $0) >= $0.usualValue / 2 } }
    /// Whether the server suggests to continue as new, because history grows long.
    public internal(set) var isContinueAsNewSuggested = false
    /// Why it does, as far as it says: `events`, `bytes` or `updates`. Older servers say nothing.
    public internal(set) var continueAsNewReasons: [HistoryLimit] = []
    /// Whether there is another version of the worker's deployment that the workflow would run with if it continued as new onto it.
    public internal(set) var isTargetVersionChanged = false
    /// The version of the worker's deployment that executes, or has executed, this workflow task; nil where workers have none.
    public internal(set) var deploymentVersion: WorkerDeploymentVersion? {
        get { rare.deploymentVersion }
        set { rare.deploymentVersion = newValue }
    }
    /// Which tasks of a queue go first, as far as it was said when the run started.
    public var priority: Priority { rare.priority }
    /// The search attributes, upserts included.
    public internal(set) var searchAttributes = SearchAttributes()
    /// The memo, upserts included.
    public internal(set) var memo = Memo()

    /// What most runs have none of; kept apart, for a worker has thousands of runs in memory.
    private struct Rare {
        var continuedRunID: String?
        var cancellationReason: String?
        var parent: (workflowID: String, runID: String)?
        var lastFailure: (any TemporalFailure)?
        var lastCompletionResult: [Payload] = []
        var cronSchedule: String?
        var executionTimeout: Duration?
        var runTimeout: Duration?
        var retryPolicy: RetryPolicy?
        var deploymentVersion: WorkerDeploymentVersion?
        var priority = Priority()

        /// Whether the run's start said nothing of all this.
        var isEmpty: Bool {
            continuedRunID == nil && parent == nil && lastFailure == nil && lastCompletionResult.isEmpty
                && cronSchedule == nil && executionTimeout == nil && runTimeout == nil && retryPolicy == nil
                && priority == Priority()
        }
    }

    private final class RareBox: Sendable {
        static let empty = RareBox(Rare())
        let value: Rare

        init(_ value: Rare) { self.value = value }
    }

    private var rareBox = RareBox.empty

    private var rare: Rare {
        get { rareBox.value }
        set { rareBox = RareBox(newValue) }
    }

    /// How much of what a limit counts there is.
    func value(of limit: HistoryLimit) -> Int {
        switch limit {
        case .events: historyLength
        case .bytes: historySize
        case .signals: signalCount
        case .updates: updateCount
        }
    }

    /// What stands where there is no run.
    static let none = WorkflowInfo()
}

extension WorkflowInfo {
    /// Takes what the run's first event says.
    mutating func adopt(
        _ start: API.History.WorkflowExecutionStartedEventAttributes, at time: Timestamp, converter: DataConverter
    ) {
        taskQueue = start.taskQueue?.name ?? ""
        attempt = max(1, Int(start.attempt))
        startTime = time
        // Equal strings are kept once.
        firstRunID = start.firstExecutionRunID == runID ? runID : start.firstExecutionRunID
        root = (workflowID, runID)
        if let execution = start.rootWorkflowExecution, !execution.workflowID.isEmpty {
            root = (execution.workflowID, execution.runID)
        }
        taskTimeout = start.workflowTaskTimeout
        var rare = rare
        rare.continuedRunID = start.continuedExecutionRunID.isEmpty ? nil : start.continuedExecutionRunID
        if let execution = start.parentWorkflowExecution, !execution.workflowID.isEmpty {
            rare.parent = (execution.workflowID, execution.runID)
        }
        rare.lastFailure = start.continuedFailure.map { converter.error(from: $0) }
        rare.lastCompletionResult = start.lastCompletionResult?.payloads.map { $0.copied() } ?? []
        rare.cronSchedule = start.cronSchedule.isEmpty ? nil : start.cronSchedule
        rare.executionTimeout = start.workflowExecutionTimeout.flatMap { $0 > .zero ? $0 : nil }
        rare.runTimeout = start.workflowRunTimeout.flatMap { $0 > .zero ? $0 : nil }
        rare.retryPolicy = start.retryPolicy.map(RetryPolicy.init)
        if let priority = start.priority { rare.priority = Priority(priority) }
        if !rare.isEmpty { self.rare = rare }
        searchAttributes = SearchAttributes(start.searchAttributes)
        memo = Memo(start.memo, converter: converter)
    }
}
