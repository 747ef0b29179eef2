// Histories for tests, event by event, in the words of Temporal's documentation.

import TemporalCore

@testable import TemporalWorkflow

/// Builds a history whose event ids count up from 1.
struct HistoryBuilder {
    private(set) var events: [API.History.HistoryEvent] = []

    var nextEventID: Int64 { Int64(events.count) + 1 }

    @discardableResult
    mutating func add(_ attributes: API.History.HistoryEvent.Attributes) -> Int64 {
        var event = API.History.HistoryEvent()
        event.eventID = nextEventID
        event.eventTime = Timestamp(seconds: 1_000 + nextEventID)
        event.attributes = attributes
        events.append(event)
        return event.eventID
    }

    mutating func started(_ change: (inout API.History.WorkflowExecutionStartedEventAttributes) -> Void = { _ in }) {
        add(
            .workflowExecutionStarted(
                .with {
                    $0.workflowType = .with { $0.name = "W" }
                    change(&$0)
                }))
    }

    /// A workflow task that has started and is not completed.
    @discardableResult
    mutating func taskStarted(historySize: Int64 = 0) -> Int64 {
        add(.workflowTaskScheduled(.init()))
        return add(.workflowTaskStarted(.with { $0.historySizeBytes = historySize }))
    }

    /// Takes back a workflow task that has started.
    mutating func withdrawTask() { events.removeLast(2) }

    /// A completed workflow task.
    mutating func task(flags: [UInt32] = []) {
        taskStarted()
        taskCompleted(flags: flags)
    }

    mutating func taskCompleted(flags: [UInt32] = []) {
        add(.workflowTaskCompleted(.with { $0.sdkMetadata = .with { $0.coreUsedFlags = flags } }))
    }

    mutating func taskFailed(resetTo runID: String? = nil) {
        add(
            .workflowTaskFailed(
                .with {
                    $0.cause = runID == nil ? .workflowWorkerUnhandledFailure : .resetWorkflow
                    $0.newRunID = runID ?? ""
                }))
    }

    @discardableResult
    mutating func timerStarted(_ id: Int64) -> Int64 {
        add(.timerStarted(.with { $0.timerID = String(id) }))
    }

    mutating func timerFired(_ id: Int64, startedEventID: Int64) {
        add(
            .timerFired(
                .with {
                    $0.timerID = String(id)
                    $0.startedEventID = startedEventID
                }))
    }

    @discardableResult
    mutating func activityScheduled(_ id: Int64, type: String) -> Int64 {
        add(
            .activityTaskScheduled(
                .with {
                    $0.activityID = String(id)
                    $0.activityType = .with { $0.name = type }
                }))
    }

    mutating func activityCompleted(scheduledEventID: Int64) {
        let started = add(.activityTaskStarted(.with { $0.scheduledEventID = scheduledEventID }))
        add(
            .activityTaskCompleted(
                .with {
                    $0.scheduledEventID = scheduledEventID
                    $0.startedEventID = started
                }))
    }

    mutating func signaled(_ name: String, _ argument: (any Encodable & Sendable)? = nil) {
        add(
            .workflowExecutionSignaled(
                .with {
                    $0.signalName = name
                    if let argument, let payload = try? DataConverter.default.encode(argument) {
                        $0.input = .init([payload])
                    }
                }))
    }

    mutating func updateAccepted(_ id: String, sequencingEventID: Int64) {
        add(
            .workflowExecutionUpdateAccepted(
                .with {
                    $0.protocolInstanceID = id
                    $0.acceptedRequestMessageID = "\(id)/request"
                    $0.acceptedRequestSequencingEventID = sequencingEventID
                    $0.acceptedRequest = .with { $0.meta = .with { $0.updateID = id } }
                }))
    }

    /// A change's mark, and the list of the run's changes where there is one.
    mutating func patched(_ id: String, deprecated: Bool = false, listed: [String]? = nil) throws {
        let command = try PatchMarker(id: id, deprecated: deprecated).command
        add(
            .markerRecorded(
                .with {
                    $0.markerName = command.markerName
                    $0.details = command.details
                }))
        guard let listed else { return }
        let update = SearchAttributeKey<[String]>.keywordList(PatchMarker.searchAttribute).set(listed)
        add(.upsertWorkflowSearchAttributes(.with { $0.searchAttributes = SearchAttributes.encoded([update]) }))
    }

    /// What the server makes of the commands of `completion`.
    mutating func taskCompleted(with completion: WorkflowTaskCompletion) {
        add(.workflowTaskCompleted(.with { $0.sdkMetadata = completion.metadata }))
        for command in completion.commands {
            switch command.attributes {
            case .recordMarker(let command):
                add(
                    .markerRecorded(
                        .with {
                            $0.markerName = command.markerName
                            $0.details = command.details
                            $0.failure = command.failure
                        }))
            case .startTimer(let command): add(.timerStarted(.with { $0.timerID = command.timerID }))
            case .cancelTimer(let command): add(.timerCanceled(.with { $0.timerID = command.timerID }))
            case .scheduleActivityTask(let command):
                add(
                    .activityTaskScheduled(
                        .with {
                            $0.activityID = command.activityID
                            $0.activityType = command.activityType
                        }))
            case .requestCancelActivityTask(let command):
                add(.activityTaskCancelRequested(.with { $0.scheduledEventID = command.scheduledEventID }))
            case .completeWorkflowExecution: completed()
            default: break
            }
        }
    }

    mutating func completed() {
        add(.workflowExecutionCompleted(.init()))
    }
}
