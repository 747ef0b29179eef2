// Nondeterminism: the workflow's code and its history disagree. The report shows both sides, so that an author sees what
// the code did and what it had done when history was written.

import TemporalCore

/// The code of a workflow issued other commands than its history records (TMPRL1100).
public struct NondeterminismError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The id of the event where history and code part, or nil where history ended first.
    public let eventID: Int64?
    /// What history holds there, for instance `ActivityTaskScheduled(id: 1, type: Charge)`; nil where it ended first.
    public let event: String?
    /// What the code did there, for instance `StartTimer(id: 1)`; nil where it did nothing more.
    public let command: String?
    /// The call in the code that issued the command, for instance `Shop/OrderWorkflow.swift:31`; nil where the command is not that
    /// of one call, as when `run` returns.
    public let source: String?
    /// What differs, in a few words.
    public let reason: String
    private let table: NondeterminismTable?

    /// The whole report: what differs, and the events and commands around it side by side.
    public var description: String {
        let place = eventID.map { "at event \($0)" } ?? "at the end of the recorded commands"
        var text = "[TMPRL1100] Nondeterminism \(place): \(reason). "
        text += "History: \(event ?? "nothing more of this workflow task")."
        guard let table else { return text }
        text += " Code: \(command ?? "nothing; it waits, or has ended, without this command")"
        text += "\(source.map { " at \($0)" } ?? "").\n\(table.text)"
        return text
    }
}

extension NondeterminismError {
    /// The commands of a workflow task part from its events: `events[position]` is not the answer to `commands[index]`, or one of
    /// the two is not there.
    ///
    /// - Parameter passedOver: the positions of events before that need no command.
    init(
        _ reason: String, events: [API.History.HistoryEvent], _ position: Int, commands: [WorkflowCommand],
        _ index: Int, passedOver: [Int]
    ) {
        let event = position < events.count ? events[position] : nil
        let command = index < commands.count ? commands[index] : nil
        self.init(
            eventID: event?.eventID, event: event?.summary, command: command?.summary, source: command?.site?.text,
            reason: reason,
            table: NondeterminismTable(
                events: events, position, commands: commands, index, passedOver: passedOver))
    }

    /// An event that nothing the code did accounts for.
    init(_ event: API.History.HistoryEvent, _ reason: String) {
        self.init(
            eventID: event.eventID, event: event.summary, command: nil, source: nil, reason: reason, table: nil)
    }
}

extension API.History.HistoryEvent {
    /// The event in one short phrase, with what a replay compares.
    var summary: String {
        switch attributes {
        case .activityTaskScheduled(let a):
            "ActivityTaskScheduled(id: \(a.activityID), type: \(a.activityType?.name ?? ""))"
        case .startChildWorkflowExecutionInitiated(let a):
            "StartChildWorkflowExecutionInitiated(id: \(a.workflowID), type: \(a.workflowType?.name ?? ""))"
        case .timerStarted(let a): "TimerStarted(id: \(a.timerID))"
        case .timerCanceled(let a): "TimerCanceled(id: \(a.timerID))"
        case .activityTaskCancelRequested(let a):
            "ActivityTaskCancelRequested(scheduled: \(a.scheduledEventID))"
        case .workflowExecutionUpdateAccepted(let a): "WorkflowExecutionUpdateAccepted(\(a.protocolInstanceID))"
        case .workflowExecutionUpdateCompleted(let a):
            "WorkflowExecutionUpdateCompleted(\(a.meta?.updateID ?? ""))"
        case .nexusOperationScheduled(let a): "NexusOperationScheduled(\(a.service)/\(a.operation))"
        case .markerRecorded(let a):
            markerSubject.isEmpty
                ? "MarkerRecorded(\(a.markerName))" : "MarkerRecorded(\(a.markerName), \(markerSubject))"
        default: eventType.label
        }
    }
}
