// `temporal.api.history.v1`: what events say about signals to other workflows and requests to cancel them.

extension API.History {
    package struct RequestCancelExternalWorkflowExecutionInitiatedEventAttributes: Message {
        package var workflowTaskCompletedEventID: Int64 = 0
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var control = ""
        package var childWorkflowOnly = false
        package var reason = ""
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(2, "namespace", &namespace)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "control", &control)
            visitor.field(5, "child_workflow_only", &childWorkflowOnly)
            visitor.field(6, "reason", &reason)
            visitor.field(7, "namespace_id", &namespaceID)
        }
    }

    package struct RequestCancelExternalWorkflowExecutionFailedEventAttributes: Message {
        package var cause: API.Enums.CancelExternalWorkflowExecutionFailedCause = .unspecified
        package var workflowTaskCompletedEventID: Int64 = 0
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var initiatedEventID: Int64 = 0
        package var control = ""
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.RequestCancelExternalWorkflowExecutionFailedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "cause", &cause)
            visitor.field(2, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(3, "namespace", &namespace)
            visitor.field(4, "workflow_execution", &workflowExecution)
            visitor.field(5, "initiated_event_id", &initiatedEventID)
            visitor.field(6, "control", &control)
            visitor.field(7, "namespace_id", &namespaceID)
        }
    }

    package struct ExternalWorkflowExecutionCancelRequestedEventAttributes: Message {
        package var initiatedEventID: Int64 = 0
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.ExternalWorkflowExecutionCancelRequestedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "initiated_event_id", &initiatedEventID)
            visitor.field(2, "namespace", &namespace)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "namespace_id", &namespaceID)
        }
    }

    package struct SignalExternalWorkflowExecutionInitiatedEventAttributes: Message {
        package var workflowTaskCompletedEventID: Int64 = 0
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var signalName = ""
        package var input: API.Common.Payloads?
        package var control = ""
        package var childWorkflowOnly = false
        package var header: API.Common.Header?
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.SignalExternalWorkflowExecutionInitiatedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(2, "namespace", &namespace)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "signal_name", &signalName)
            visitor.field(5, "input", &input)
            visitor.field(6, "control", &control)
            visitor.field(7, "child_workflow_only", &childWorkflowOnly)
            visitor.field(8, "header", &header)
            visitor.field(9, "namespace_id", &namespaceID)
        }
    }

    package struct SignalExternalWorkflowExecutionFailedEventAttributes: Message {
        package var cause: API.Enums.SignalExternalWorkflowExecutionFailedCause = .unspecified
        package var workflowTaskCompletedEventID: Int64 = 0
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var initiatedEventID: Int64 = 0
        package var control = ""
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.SignalExternalWorkflowExecutionFailedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "cause", &cause)
            visitor.field(2, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(3, "namespace", &namespace)
            visitor.field(4, "workflow_execution", &workflowExecution)
            visitor.field(5, "initiated_event_id", &initiatedEventID)
            visitor.field(6, "control", &control)
            visitor.field(7, "namespace_id", &namespaceID)
        }
    }

    package struct ExternalWorkflowExecutionSignaledEventAttributes: Message {
        package var initiatedEventID: Int64 = 0
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var control = ""
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.ExternalWorkflowExecutionSignaledEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "initiated_event_id", &initiatedEventID)
            visitor.field(2, "namespace", &namespace)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "control", &control)
            visitor.field(5, "namespace_id", &namespaceID)
        }
    }
}
