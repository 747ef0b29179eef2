// History, cut into workflow tasks. Events come in pages; what goes out is one `HistoryTask` for each workflow task that a
// worker completed, and one for the task in progress. Failed and timed-out tasks leave no trace but their events, which
// belong to the task that followed. Events are dropped as they are read: a long history never stands in memory whole.

import TemporalCore

/// What history says about one workflow task, in the order a replay needs it.
struct HistoryTask {
    /// The events that answer the commands of the completion before this task.
    var commandEvents: [API.History.HistoryEvent] = []
    /// All other events up to the task's start, in order.
    var events: [API.History.HistoryEvent] = []
    /// The updates that this task's completion accepted; only history knows them on replay.
    var acceptedUpdates: [API.History.HistoryEvent] = []
    /// The changes that this task's completion marked; only history knows them on replay.
    var patches: [String] = []
    /// The local activities that this task's completion marked; only history knows them on replay.
    var localActivities: [LocalActivityMarker] = []
    /// Which workflow task this is; nil for the tail of a history, which has commands to check and nothing to run.
    var start: Start?
    /// Set where history tells how the task ended, that is, where it is replayed.
    var completed: API.History.WorkflowTaskCompletedEventAttributes?
    /// The last event's id.
    var lastEventID: Int64 = 0

    struct Start {
        var eventID: Int64
        var time: Timestamp
        var attributes: API.History.WorkflowTaskStartedEventAttributes
    }
}

/// Cuts history into tasks.
struct HistoryReader {
    enum Next {
        case task(HistoryTask)
        /// The next task is not complete in what was read; append the next page.
        case needsMore
        /// Nothing is left.
        case end
    }

    private var buffer: [API.History.HistoryEvent] = []
    private var head = 0
    private var isComplete = false
    /// The id that the next event must have.
    private(set) var nextEventID: Int64 = 1

    /// Adds a page. `isLast` says that nothing follows it.
    mutating func append(_ events: [API.History.HistoryEvent], isLast: Bool) throws(HistoryError) {
        for event in events {
            // A page may repeat what a cached run has seen already.
            guard event.eventID >= nextEventID else { continue }
            guard event.eventID == nextEventID else {
                throw HistoryError.gap(expected: nextEventID, found: event.eventID)
            }
            guard nextEventID < .max else { throw HistoryError.gap(expected: nextEventID, found: event.eventID) }
            nextEventID += 1
            buffer.append(event)
        }
        isComplete = isLast
    }

    /// Forgets the two events of the task in progress, scheduled and started, for the server withdrew that speculative task. It names
    /// the event that its next page may follow; what was read between that and the task stands, and the page repeats it.
    mutating func rollBack(to eventID: Int64) {
        nextEventID = min(nextEventID, max(eventID, nextEventID - 3, 0) + 1)
        isComplete = false
    }

    /// Gives back the task that is open where history ends. A query may find one that was handed out meanwhile: it is answered
    /// from what came before, and the task brings its events itself.
    mutating func dropOpenTask() {
        guard isComplete, buffer.count > head, case .workflowTaskStarted = buffer.last?.attributes else { return }
        buffer.removeLast()
        nextEventID -= 1
        guard buffer.count > head, case .workflowTaskScheduled = buffer.last?.attributes else { return }
        buffer.removeLast()
        nextEventID -= 1
    }

    /// The next task, where enough of history is there to tell where it ends and what it accepted.
    mutating func next() throws(HistoryError) -> Next {
        guard head < buffer.count else { return isComplete ? .end : .needsMore }
        var task = HistoryTask()
        var index = head
        while index < buffer.count {
            // Read in place: a copy of each event would cost a replay one instruction in thirty.
            let current = index
            index += 1
            task.lastEventID = buffer[current].eventID
            switch buffer[current].attributes {
            case .workflowTaskStarted(let attributes):
                if index == buffer.count && !isComplete { return .needsMore }
                if index < buffer.count {
                    switch buffer[index].attributes {
                    case .workflowTaskCompleted(let completed):
                        guard try lookAhead(after: index, into: &task) else { return .needsMore }
                        task.completed = completed
                    default:
                        continue
                    }
                }
                task.start = .init(
                    eventID: buffer[current].eventID, time: buffer[current].eventTime ?? .epoch, attributes: attributes)
                drop(to: index)
                return .task(task)
            case .workflowTaskCompleted, .workflowTaskScheduled, .workflowTaskTimedOut:
                continue
            default:
                if buffer[current].isCommandEvent {
                    task.commandEvents.append(buffer[current])
                } else {
                    task.events.append(buffer[current])
                }
            }
        }
        return isComplete ? tail() : .needsMore
    }

    /// What stands after the last workflow task that started: the commands of its completion, or that it had none. Events that
    /// no task has seen yet (a query may bring them) stay for the task that will.
    private mutating func tail() -> Next {
        var task = HistoryTask()
        var isCompleted = false
        var index = head
        while index < buffer.count {
            let event = buffer[index]
            if event.isCommandEvent {
                task.commandEvents.append(event)
            } else if case .workflowTaskCompleted = event.attributes {
                isCompleted = true
            } else {
                break
            }
            task.lastEventID = event.eventID
            index += 1
        }
        drop(to: index)
        return isCompleted || !task.commandEvents.isEmpty ? .task(task) : .end
    }

    /// Notes what history knows of the task's completion at `index` before its commands are read: updates that it accepted, changes
    /// and local activities that it marked. False when those may go on in a page that is not here yet.
    private func lookAhead(after index: Int, into task: inout HistoryTask) throws(HistoryError) -> Bool {
        var index = index + 1
        while index < buffer.count, buffer[index].isCommandEvent {
            let event = buffer[index]
            switch event.attributes {
            case .workflowExecutionUpdateAccepted: task.acceptedUpdates.append(event)
            case .markerRecorded:
                if let marker = PatchMarker(event) { task.patches.append(marker.id) }
                do throws(PayloadConversionError) {
                    if let marker = try LocalActivityMarker(event) { task.localActivities.append(marker) }
                } catch {
                    throw HistoryError.unreadableMarker(eventID: event.eventID, reason: error.description)
                }
            default: break
            }
            index += 1
        }
        return index < buffer.count || isComplete
    }

    private mutating func drop(to index: Int) {
        head = index
        // Amortised: each event moves at most once for every one that was dropped before it.
        if head * 2 >= buffer.count {
            buffer.removeFirst(head)
            head = 0
        }
    }
}

/// History that cannot be read.
package enum HistoryError: Error, Equatable, CustomStringConvertible {
    /// Events are missing.
    case gap(expected: Int64, found: Int64)
    /// The first event is not WorkflowExecutionStarted, or lacks what every run has.
    case noStart
    /// Nothing is left to run, though a workflow task was announced.
    case noTask
    /// A marker of a local activity does not say what happened.
    case unreadableMarker(eventID: Int64, reason: String)

    package var description: String {
        switch self {
        case .gap(let expected, let found): "history skips from event \(expected) to event \(found)"
        case .noStart: "history does not begin with WorkflowExecutionStarted"
        case .noTask: "history holds no workflow task to run"
        case .unreadableMarker(let eventID, let reason):
            "event \(eventID) is a local activity's marker that cannot be read: \(reason)"
        }
    }
}

extension API.History.HistoryEvent {
    /// Whether the event records a command of a workflow task's completion.
    package var isCommandEvent: Bool {
        switch attributes {
        case .activityTaskScheduled, .activityTaskCancelRequested, .timerStarted, .timerCanceled, .markerRecorded,
            .startChildWorkflowExecutionInitiated, .signalExternalWorkflowExecutionInitiated,
            .requestCancelExternalWorkflowExecutionInitiated, .upsertWorkflowSearchAttributes,
            .workflowPropertiesModified, .workflowExecutionUpdateAccepted, .workflowExecutionUpdateCompleted,
            .workflowExecutionCompleted, .workflowExecutionFailed, .workflowExecutionCanceled,
            .workflowExecutionContinuedAsNew, .nexusOperationScheduled, .nexusOperationCancelRequested:
            true
        default: false
        }
    }
}
