// A command that workflow code issued, from its creation until history answers it: whose it is, what is compared with
// history, and the message that is sent. Order is everything: commands are compared in the order of their creation.

import TemporalCore

/// Which machine a command belongs to. Sequence numbers count from 1, each kind for itself.
enum CommandKey: Hashable {
    case activity(Int64), cancelActivity(Int64)
    case timer(Int64), cancelTimer(Int64)
    case child(Int64)
    case signalExternal(Int64)
    case cancelExternal(Int64)
    case acceptUpdate(String), completeUpdate(String)
    case upsertSearchAttributes, modifyProperties
    case patch(String)
    case localActivity(Int64)
    case nexus(Int64), cancelNexus(Int64)
    case close

    /// What a marker is about: the name of a change, or the number of a local activity.
    fileprivate var markerSubject: String {
        switch self {
        case .patch(let id): id
        case .localActivity(let sequence): String(sequence)
        default: ""
        }
    }
}

/// A command that waits to be sent, or to be found in history.
struct WorkflowCommand {
    var key: CommandKey
    var attributes: API.Command.Command.Attributes
    var userMetadata: API.SDK.UserMetadata?
    /// Where the code asked for it; nil where it did so without a call of this library's.
    var site: CallSite?

    /// Whether the command ends the run.
    var isTerminal: Bool { key == .close }

    /// The command as it is sent.
    var message: API.Command.Command {
        var command = API.Command.Command()
        command.commandType = commandType
        command.attributes = attributes
        command.userMetadata = userMetadata
        return command
    }

    private var commandType: API.Enums.CommandType {
        switch attributes {
        case .scheduleActivityTask: .scheduleActivityTask
        case .requestCancelActivityTask: .requestCancelActivityTask
        case .startTimer: .startTimer
        case .cancelTimer: .cancelTimer
        case .completeWorkflowExecution: .completeWorkflowExecution
        case .failWorkflowExecution: .failWorkflowExecution
        case .cancelWorkflowExecution: .cancelWorkflowExecution
        case .continueAsNewWorkflowExecution: .continueAsNewWorkflowExecution
        case .startChildWorkflowExecution: .startChildWorkflowExecution
        case .signalExternalWorkflowExecution: .signalExternalWorkflowExecution
        case .requestCancelExternalWorkflowExecution: .requestCancelExternalWorkflowExecution
        case .upsertWorkflowSearchAttributes: .upsertWorkflowSearchAttributes
        case .modifyWorkflowProperties: .modifyWorkflowProperties
        case .protocolMessage: .protocolMessage
        case .recordMarker: .recordMarker
        case .scheduleNexusOperation: .scheduleNexusOperation
        case .requestCancelNexusOperation: .requestCancelNexusOperation
        }
    }

    /// The command in one short phrase, with what a replay compares.
    var summary: String {
        switch attributes {
        case .scheduleActivityTask(let a):
            "ScheduleActivityTask(id: \(a.activityID), type: \(a.activityType?.name ?? ""))"
        case .startChildWorkflowExecution(let a):
            "StartChildWorkflowExecution(id: \(a.workflowID), type: \(a.workflowType?.name ?? ""))"
        case .startTimer(let a): "StartTimer(id: \(a.timerID))"
        case .cancelTimer(let a): "CancelTimer(id: \(a.timerID))"
        case .requestCancelActivityTask(let a):
            "RequestCancelActivityTask(scheduled: \(a.scheduledEventID))"
        case .protocolMessage(let a): "ProtocolMessage(\(a.messageID))"
        case .scheduleNexusOperation(let a): "ScheduleNexusOperation(\(a.service)/\(a.operation))"
        case .recordMarker(let a): "RecordMarker(\(a.markerName), \(key.markerSubject))"
        default: commandType.label
        }
    }

    /// Why `event` is not this command's, or nil where it is. Compared are kinds, ids and types, never inputs or
    /// durations, so that an author may change those.
    func mismatch(with event: API.History.HistoryEvent) -> String? {
        switch (attributes, event.attributes) {
        case (.scheduleActivityTask(let command), .activityTaskScheduled(let event)):
            if command.activityID != event.activityID { return "the activity's id differs" }
            return command.activityType?.name == event.activityType?.name ? nil : "the activity's type differs"
        case (.startChildWorkflowExecution(let command), .startChildWorkflowExecutionInitiated(let event)):
            if command.workflowID != event.workflowID { return "the child workflow's id differs" }
            return command.workflowType?.name == event.workflowType?.name
                ? nil : "the child workflow's type differs"
        case (.protocolMessage, .workflowExecutionUpdateAccepted(let event)):
            return key == .acceptUpdate(event.protocolInstanceID) ? nil : "another update was accepted"
        case (.protocolMessage, .workflowExecutionUpdateCompleted(let event)):
            return key == .completeUpdate(event.meta?.updateID ?? "") ? nil : "another update was completed"
        case (.recordMarker, .markerRecorded):
            return key.markerSubject == event.markerSubject ? nil : "the marker is of another change or local activity"
        case (.scheduleNexusOperation(let command), .nexusOperationScheduled(let event)):
            if command.service != event.service { return "the service differs" }
            return command.operation == event.operation ? nil : "the operation differs"
        case (.startTimer, .timerStarted), (.cancelTimer, .timerCanceled),
            (.requestCancelActivityTask, .activityTaskCancelRequested),
            (.signalExternalWorkflowExecution, .signalExternalWorkflowExecutionInitiated),
            (.requestCancelExternalWorkflowExecution, .requestCancelExternalWorkflowExecutionInitiated),
            (.requestCancelNexusOperation, .nexusOperationCancelRequested),
            (.upsertWorkflowSearchAttributes, .upsertWorkflowSearchAttributes),
            (.modifyWorkflowProperties, .workflowPropertiesModified),
            (.completeWorkflowExecution, .workflowExecutionCompleted),
            (.failWorkflowExecution, .workflowExecutionFailed),
            (.cancelWorkflowExecution, .workflowExecutionCanceled),
            (.continueAsNewWorkflowExecution, .workflowExecutionContinuedAsNew):
            return nil
        default:
            return "the command is of another kind"
        }
    }
}

extension API.History.HistoryEvent {
    /// What a marker is about: the name of a change, or the number of a local activity.
    var markerSubject: String {
        if let patch = PatchMarker(self) { return patch.id }
        return (try? LocalActivityMarker(self)).map { String($0.data.sequence) } ?? ""
    }
}
