// `temporal.api.history.v1`: what child workflow events say.

extension API.History {
    package struct StartChildWorkflowExecutionInitiatedEventAttributes: Message {
        package var namespace = ""
        package var workflowID = ""
        package var workflowType: API.Common.WorkflowType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var input: API.Common.Payloads?
        package var workflowExecutionTimeout: Duration?
        package var workflowRunTimeout: Duration?
        package var workflowTaskTimeout: Duration?
        package var parentClosePolicy: API.Enums.ParentClosePolicy = .unspecified
        package var control = ""
        package var workflowTaskCompletedEventID: Int64 = 0
        package var workflowIDReusePolicy: API.Enums.WorkflowIDReusePolicy = .unspecified
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var cronSchedule = ""
        package var header: API.Common.Header?
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var namespaceID = ""
        package var inheritBuildID = false
        package var priority: API.Common.Priority?
        @Boxed package var timeSkippingConfig: API.Common.TimeSkippingConfig?
        package var timeSkippingStatePropagation: API.Common.TimeSkippingStatePropagation?
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.StartChildWorkflowExecutionInitiatedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "task_queue", &taskQueue)
            visitor.field(5, "input", &input)
            visitor.field(6, "workflow_execution_timeout", &workflowExecutionTimeout)
            visitor.field(7, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(8, "workflow_task_timeout", &workflowTaskTimeout)
            visitor.field(9, "parent_close_policy", &parentClosePolicy)
            visitor.field(10, "control", &control)
            visitor.field(11, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(12, "workflow_id_reuse_policy", &workflowIDReusePolicy)
            visitor.field(13, "retry_policy", &_retryPolicy)
            visitor.field(14, "cron_schedule", &cronSchedule)
            visitor.field(15, "header", &header)
            visitor.field(16, "memo", &memo)
            visitor.field(17, "search_attributes", &searchAttributes)
            visitor.field(18, "namespace_id", &namespaceID)
            visitor.field(19, "inherit_build_id", &inheritBuildID)
            visitor.field(20, "priority", &priority)
            visitor.field(21, "time_skipping_config", &_timeSkippingConfig)
            visitor.field(23, "time_skipping_state_propagation", &timeSkippingStatePropagation)
            visitor.field(24, "versioning_override", &_versioningOverride)
        }
    }

    package struct StartChildWorkflowExecutionFailedEventAttributes: Message {
        package var namespace = ""
        package var workflowID = ""
        package var workflowType: API.Common.WorkflowType?
        package var cause: API.Enums.StartChildWorkflowExecutionFailedCause = .unspecified
        package var control = ""
        package var initiatedEventID: Int64 = 0
        package var workflowTaskCompletedEventID: Int64 = 0
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.StartChildWorkflowExecutionFailedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "cause", &cause)
            visitor.field(5, "control", &control)
            visitor.field(6, "initiated_event_id", &initiatedEventID)
            visitor.field(7, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(8, "namespace_id", &namespaceID)
        }
    }

    package struct ChildWorkflowExecutionStartedEventAttributes: Message {
        package var namespace = ""
        package var initiatedEventID: Int64 = 0
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var header: API.Common.Header?
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ChildWorkflowExecutionStartedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "initiated_event_id", &initiatedEventID)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "workflow_type", &workflowType)
            visitor.field(5, "header", &header)
            visitor.field(6, "namespace_id", &namespaceID)
        }
    }

    package struct ChildWorkflowExecutionCompletedEventAttributes: Message {
        package var result: API.Common.Payloads?
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var initiatedEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.ChildWorkflowExecutionCompletedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "result", &result)
            visitor.field(2, "namespace", &namespace)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "workflow_type", &workflowType)
            visitor.field(5, "initiated_event_id", &initiatedEventID)
            visitor.field(6, "started_event_id", &startedEventID)
            visitor.field(7, "namespace_id", &namespaceID)
        }
    }

    package struct ChildWorkflowExecutionFailedEventAttributes: Message {
        @Boxed package var failure: API.Failure.Failure?
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var initiatedEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var retryState: API.Enums.RetryState = .unspecified
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ChildWorkflowExecutionFailedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failure", &_failure)
            visitor.field(2, "namespace", &namespace)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "workflow_type", &workflowType)
            visitor.field(5, "initiated_event_id", &initiatedEventID)
            visitor.field(6, "started_event_id", &startedEventID)
            visitor.field(7, "retry_state", &retryState)
            visitor.field(8, "namespace_id", &namespaceID)
        }
    }

    package struct ChildWorkflowExecutionCanceledEventAttributes: Message {
        package var details: API.Common.Payloads?
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var initiatedEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ChildWorkflowExecutionCanceledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "details", &details)
            visitor.field(2, "namespace", &namespace)
            visitor.field(3, "workflow_execution", &workflowExecution)
            visitor.field(4, "workflow_type", &workflowType)
            visitor.field(5, "initiated_event_id", &initiatedEventID)
            visitor.field(6, "started_event_id", &startedEventID)
            visitor.field(7, "namespace_id", &namespaceID)
        }
    }

    package struct ChildWorkflowExecutionTimedOutEventAttributes: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var initiatedEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var retryState: API.Enums.RetryState = .unspecified
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ChildWorkflowExecutionTimedOutEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "initiated_event_id", &initiatedEventID)
            visitor.field(5, "started_event_id", &startedEventID)
            visitor.field(6, "retry_state", &retryState)
            visitor.field(7, "namespace_id", &namespaceID)
        }
    }

    package struct ChildWorkflowExecutionTerminatedEventAttributes: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var initiatedEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var namespaceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.ChildWorkflowExecutionTerminatedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "initiated_event_id", &initiatedEventID)
            visitor.field(5, "started_event_id", &startedEventID)
            visitor.field(6, "namespace_id", &namespaceID)
        }
    }
}
