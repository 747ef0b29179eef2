// Nondeterminism: the workflow's code and its history disagree. The report shows both sides, so that an author sees what
// the code did and what it had done when history was written.

import TemporalCore

/// The code of a workflow issued other commands than its history records (TMPRL1100).
public struct NondeterminismError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The id of the event where history and code part, or nil where history ended first.
    public let eventID: Int64?
    /// What history holds there, for instance `ActivityTaskScheduled(id: 1, type: Charge)`.
    public let event: String?
    /// What the code did there, for instance `StartTimer(id: 1)`.
    public let command: String?
    /// What differs, in a few words.
    public let reason: String
    /// The events and the commands of that workflow task, in order.
    public let events: [String]
    /// The commands of that workflow task, in order.
    public let commands: [String]

    /// The whole report: what differs, and both sides one below the other.
    public var description: String {
        let place = eventID.map { "at event \($0)" } ?? "at the end of the recorded commands"
        var text = "[TMPRL1100] Nondeterminism \(place): \(reason). "
        text += "History: \(event ?? "nothing"). Code: \(command ?? "nothing")."
        guard !events.isEmpty || !commands.isEmpty else { return text }
        let width = (events + ["history"]).map(\.count).max() ?? 0
        text += "\n  \("history".padded(to: width)) | code"
        for index in 0..<max(events.count, commands.count) {
            let left = index < events.count ? events[index] : "-"
            let right = index < commands.count ? commands[index] : "-"
            text += "\n  \(left.padded(to: width)) | \(right)"
        }
        return text
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self
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
