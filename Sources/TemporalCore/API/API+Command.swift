// `temporal.api.command.v1`: a command, with which a workflow task tells the server what to do.

extension API.Command {
    package struct Command: Message {
        package var commandType: API.Enums.CommandType = .unspecified
        package var attributes: Attributes?
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        package var eventGroupMarkers: [API.SDK.EventGroupMarker] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.Command" }

        package indirect enum Attributes: Sendable, Equatable {
            case scheduleActivityTask(API.Command.ScheduleActivityTaskCommandAttributes)
            case startTimer(API.Command.StartTimerCommandAttributes)
            case completeWorkflowExecution(API.Command.CompleteWorkflowExecutionCommandAttributes)
            case failWorkflowExecution(API.Command.FailWorkflowExecutionCommandAttributes)
            case requestCancelActivityTask(API.Command.RequestCancelActivityTaskCommandAttributes)
            case cancelTimer(API.Command.CancelTimerCommandAttributes)
            case cancelWorkflowExecution(API.Command.CancelWorkflowExecutionCommandAttributes)
            case requestCancelExternalWorkflowExecution(
                API.Command.RequestCancelExternalWorkflowExecutionCommandAttributes)
            case recordMarker(API.Command.RecordMarkerCommandAttributes)
            case continueAsNewWorkflowExecution(API.Command.ContinueAsNewWorkflowExecutionCommandAttributes)
            case startChildWorkflowExecution(API.Command.StartChildWorkflowExecutionCommandAttributes)
            case signalExternalWorkflowExecution(API.Command.SignalExternalWorkflowExecutionCommandAttributes)
            case upsertWorkflowSearchAttributes(API.Command.UpsertWorkflowSearchAttributesCommandAttributes)
            case protocolMessage(API.Command.ProtocolMessageCommandAttributes)
            case modifyWorkflowProperties(API.Command.ModifyWorkflowPropertiesCommandAttributes)
            case scheduleNexusOperation(API.Command.ScheduleNexusOperationCommandAttributes)
            case requestCancelNexusOperation(API.Command.RequestCancelNexusOperationCommandAttributes)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "command_type", &commandType)
            visitor.oneof(2, "schedule_activity_task_command_attributes", &attributes, Attributes.scheduleActivityTask)
            {
                if case .scheduleActivityTask(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "start_timer_command_attributes", &attributes, Attributes.startTimer) {
                if case .startTimer(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                4, "complete_workflow_execution_command_attributes", &attributes, Attributes.completeWorkflowExecution
            ) {
                if case .completeWorkflowExecution(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                5, "fail_workflow_execution_command_attributes", &attributes, Attributes.failWorkflowExecution
            ) {
                if case .failWorkflowExecution(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                6, "request_cancel_activity_task_command_attributes", &attributes, Attributes.requestCancelActivityTask
            ) {
                if case .requestCancelActivityTask(let value) = $0 { value } else { nil }
            }
            visitor.oneof(7, "cancel_timer_command_attributes", &attributes, Attributes.cancelTimer) {
                if case .cancelTimer(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                8, "cancel_workflow_execution_command_attributes", &attributes, Attributes.cancelWorkflowExecution
            ) {
                if case .cancelWorkflowExecution(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                9, "request_cancel_external_workflow_execution_command_attributes", &attributes,
                Attributes.requestCancelExternalWorkflowExecution
            ) {
                if case .requestCancelExternalWorkflowExecution(let value) = $0 { value } else { nil }
            }
            visitor.oneof(10, "record_marker_command_attributes", &attributes, Attributes.recordMarker) {
                if case .recordMarker(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                11, "continue_as_new_workflow_execution_command_attributes", &attributes,
                Attributes.continueAsNewWorkflowExecution
            ) {
                if case .continueAsNewWorkflowExecution(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                12, "start_child_workflow_execution_command_attributes", &attributes,
                Attributes.startChildWorkflowExecution
            ) {
                if case .startChildWorkflowExecution(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                13, "signal_external_workflow_execution_command_attributes", &attributes,
                Attributes.signalExternalWorkflowExecution
            ) {
                if case .signalExternalWorkflowExecution(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                14, "upsert_workflow_search_attributes_command_attributes", &attributes,
                Attributes.upsertWorkflowSearchAttributes
            ) {
                if case .upsertWorkflowSearchAttributes(let value) = $0 { value } else { nil }
            }
            visitor.oneof(15, "protocol_message_command_attributes", &attributes, Attributes.protocolMessage) {
                if case .protocolMessage(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                17, "modify_workflow_properties_command_attributes", &attributes, Attributes.modifyWorkflowProperties
            ) {
                if case .modifyWorkflowProperties(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                18, "schedule_nexus_operation_command_attributes", &attributes, Attributes.scheduleNexusOperation
            ) {
                if case .scheduleNexusOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                19, "request_cancel_nexus_operation_command_attributes", &attributes,
                Attributes.requestCancelNexusOperation
            ) {
                if case .requestCancelNexusOperation(let value) = $0 { value } else { nil }
            }
            visitor.field(301, "user_metadata", &_userMetadata)
            visitor.field(302, "event_group_markers", &eventGroupMarkers)
        }
    }
}
