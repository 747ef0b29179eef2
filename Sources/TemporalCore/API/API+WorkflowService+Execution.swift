// `temporal.api.workflowservice.v1`: signalling, updating, cancelling, ending, resetting and deleting workflow executions.

extension API.WorkflowService {
    package struct RequestCancelWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var identity = ""
        package var requestID = ""
        package var firstExecutionRunID = ""
        package var reason = ""
        package var links: [API.Common.Link] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "request_id", &requestID)
            visitor.field(5, "first_execution_run_id", &firstExecutionRunID)
            visitor.field(6, "reason", &reason)
            visitor.field(7, "links", &links)
        }
    }

    package struct RequestCancelWorkflowExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct SignalWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var signalName = ""
        package var input: API.Common.Payloads?
        package var identity = ""
        package var requestID = ""
        package var control = ""
        package var header: API.Common.Header?
        package var links: [API.Common.Link] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "signal_name", &signalName)
            visitor.field(4, "input", &input)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "request_id", &requestID)
            visitor.field(7, "control", &control)
            visitor.field(8, "header", &header)
            visitor.field(10, "links", &links)
        }
    }

    package struct SignalWorkflowExecutionResponse: Message {
        package var link: API.Common.Link?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.SignalWorkflowExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "link", &link)
        }
    }

    package struct ResetWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var reason = ""
        package var workflowTaskFinishEventID: Int64 = 0
        package var requestID = ""
        package var resetReapplyType: API.Enums.ResetReapplyType = .unspecified
        package var resetReapplyExcludeTypes: [API.Enums.ResetReapplyExcludeType] = []
        package var postResetOperations: [API.Workflow.PostResetOperation] = []
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "reason", &reason)
            visitor.field(4, "workflow_task_finish_event_id", &workflowTaskFinishEventID)
            visitor.field(5, "request_id", &requestID)
            visitor.field(6, "reset_reapply_type", &resetReapplyType)
            visitor.field(7, "reset_reapply_exclude_types", &resetReapplyExcludeTypes)
            visitor.field(8, "post_reset_operations", &postResetOperations)
            visitor.field(9, "identity", &identity)
        }
    }

    package struct ResetWorkflowExecutionResponse: Message {
        package var runID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ResetWorkflowExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "run_id", &runID)
        }
    }

    package struct TerminateWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var reason = ""
        package var details: API.Common.Payloads?
        package var identity = ""
        package var firstExecutionRunID = ""
        package var links: [API.Common.Link] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "reason", &reason)
            visitor.field(4, "details", &details)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "first_execution_run_id", &firstExecutionRunID)
            visitor.field(7, "links", &links)
        }
    }

    package struct TerminateWorkflowExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.TerminateWorkflowExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct DeleteWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
        }
    }

    package struct DeleteWorkflowExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DeleteWorkflowExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct UpdateWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var firstExecutionRunID = ""
        package var waitPolicy: API.Update.WaitPolicy?
        @Boxed package var request: API.Update.Request?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "first_execution_run_id", &firstExecutionRunID)
            visitor.field(4, "wait_policy", &waitPolicy)
            visitor.field(5, "request", &_request)
        }
    }

    package struct UpdateWorkflowExecutionResponse: Message {
        package var updateRef: API.Update.UpdateRef?
        package var outcome: API.Update.Outcome?
        package var stage: API.Enums.UpdateWorkflowExecutionLifecycleStage = .unspecified
        package var link: API.Common.Link?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UpdateWorkflowExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "update_ref", &updateRef)
            visitor.field(2, "outcome", &outcome)
            visitor.field(3, "stage", &stage)
            visitor.field(4, "link", &link)
        }
    }

    package struct PollWorkflowExecutionUpdateRequest: Message {
        package var namespace = ""
        package var updateRef: API.Update.UpdateRef?
        package var identity = ""
        package var waitPolicy: API.Update.WaitPolicy?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollWorkflowExecutionUpdateRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "update_ref", &updateRef)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "wait_policy", &waitPolicy)
        }
    }

    package struct PollWorkflowExecutionUpdateResponse: Message {
        package var outcome: API.Update.Outcome?
        package var stage: API.Enums.UpdateWorkflowExecutionLifecycleStage = .unspecified
        package var updateRef: API.Update.UpdateRef?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollWorkflowExecutionUpdateResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "outcome", &outcome)
            visitor.field(2, "stage", &stage)
            visitor.field(3, "update_ref", &updateRef)
        }
    }

    package struct UpdateWorkflowExecutionOptionsRequest: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowExecutionOptions: API.Workflow.WorkflowExecutionOptions?
        package var updateMask: API.Google.FieldMask?
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UpdateWorkflowExecutionOptionsRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "workflow_execution_options", &workflowExecutionOptions)
            visitor.field(4, "update_mask", &updateMask)
            visitor.field(5, "identity", &identity)
        }
    }

    package struct UpdateWorkflowExecutionOptionsResponse: Message {
        package var workflowExecutionOptions: API.Workflow.WorkflowExecutionOptions?
        package var updateTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.UpdateWorkflowExecutionOptionsResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_execution_options", &workflowExecutionOptions)
            visitor.field(2, "update_time", &updateTime)
        }
    }
}
