// `temporal.api.command.v1`: what each kind of command says.

extension API.Command {
    package struct ScheduleActivityTaskCommandAttributes: Message {
        package var activityID = ""
        package var activityType: API.Common.ActivityType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var header: API.Common.Header?
        package var input: API.Common.Payloads?
        package var scheduleToCloseTimeout: Duration?
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var heartbeatTimeout: Duration?
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var requestEagerExecution = false
        package var useWorkflowBuildID = false
        package var priority: API.Common.Priority?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.ScheduleActivityTaskCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "activity_id", &activityID)
            visitor.field(2, "activity_type", &activityType)
            visitor.field(4, "task_queue", &taskQueue)
            visitor.field(5, "header", &header)
            visitor.field(6, "input", &input)
            visitor.field(7, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(8, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(9, "start_to_close_timeout", &startToCloseTimeout)
            visitor.field(10, "heartbeat_timeout", &heartbeatTimeout)
            visitor.field(11, "retry_policy", &_retryPolicy)
            visitor.field(12, "request_eager_execution", &requestEagerExecution)
            visitor.field(13, "use_workflow_build_id", &useWorkflowBuildID)
            visitor.field(14, "priority", &priority)
        }
    }

    package struct RequestCancelActivityTaskCommandAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.RequestCancelActivityTaskCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
        }
    }

    package struct StartTimerCommandAttributes: Message {
        package var timerID = ""
        package var startToFireTimeout: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.StartTimerCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "timer_id", &timerID)
            visitor.field(2, "start_to_fire_timeout", &startToFireTimeout)
        }
    }

    package struct CompleteWorkflowExecutionCommandAttributes: Message {
        package var result: API.Common.Payloads?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.CompleteWorkflowExecutionCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "result", &result)
        }
    }

    package struct FailWorkflowExecutionCommandAttributes: Message {
        @Boxed package var failure: API.Failure.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.FailWorkflowExecutionCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failure", &_failure)
        }
    }

    package struct CancelTimerCommandAttributes: Message {
        package var timerID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.CancelTimerCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "timer_id", &timerID)
        }
    }

    package struct CancelWorkflowExecutionCommandAttributes: Message {
        package var details: API.Common.Payloads?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.CancelWorkflowExecutionCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "details", &details)
        }
    }

    package struct RequestCancelExternalWorkflowExecutionCommandAttributes: Message {
        package var namespace = ""
        package var workflowID = ""
        package var runID = ""
        package var control = ""
        package var childWorkflowOnly = false
        package var reason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.command.v1.RequestCancelExternalWorkflowExecutionCommandAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "control", &control)
            visitor.field(5, "child_workflow_only", &childWorkflowOnly)
            visitor.field(6, "reason", &reason)
        }
    }

    package struct SignalExternalWorkflowExecutionCommandAttributes: Message {
        package var namespace = ""
        package var execution: API.Common.WorkflowExecution?
        package var signalName = ""
        package var input: API.Common.Payloads?
        package var control = ""
        package var childWorkflowOnly = false
        package var header: API.Common.Header?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.command.v1.SignalExternalWorkflowExecutionCommandAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "execution", &execution)
            visitor.field(3, "signal_name", &signalName)
            visitor.field(4, "input", &input)
            visitor.field(5, "control", &control)
            visitor.field(6, "child_workflow_only", &childWorkflowOnly)
            visitor.field(7, "header", &header)
        }
    }

    package struct UpsertWorkflowSearchAttributesCommandAttributes: Message {
        package var searchAttributes: API.Common.SearchAttributes?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.command.v1.UpsertWorkflowSearchAttributesCommandAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "search_attributes", &searchAttributes)
        }
    }

    package struct ModifyWorkflowPropertiesCommandAttributes: Message {
        package var upsertedMemo: API.Common.Memo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.ModifyWorkflowPropertiesCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "upserted_memo", &upsertedMemo)
        }
    }

    package struct RecordMarkerCommandAttributes: Message {
        package var markerName = ""
        package var details: [String: API.Common.Payloads] = [:]
        package var header: API.Common.Header?
        @Boxed package var failure: API.Failure.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.RecordMarkerCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "marker_name", &markerName)
            visitor.field(2, "details", &details)
            visitor.field(3, "header", &header)
            visitor.field(4, "failure", &_failure)
        }
    }

    package struct ContinueAsNewWorkflowExecutionCommandAttributes: Message {
        package var workflowType: API.Common.WorkflowType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var input: API.Common.Payloads?
        package var workflowRunTimeout: Duration?
        package var workflowTaskTimeout: Duration?
        package var backoffStartInterval: Duration?
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var initiator: API.Enums.ContinueAsNewInitiator = .unspecified
        @Boxed package var failure: API.Failure.Failure?
        package var lastCompletionResult: API.Common.Payloads?
        package var cronSchedule = ""
        package var header: API.Common.Header?
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var inheritBuildID = false
        package var initialVersioningBehavior: API.Enums.ContinueAsNewVersioningBehavior = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.command.v1.ContinueAsNewWorkflowExecutionCommandAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_type", &workflowType)
            visitor.field(2, "task_queue", &taskQueue)
            visitor.field(3, "input", &input)
            visitor.field(4, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(5, "workflow_task_timeout", &workflowTaskTimeout)
            visitor.field(6, "backoff_start_interval", &backoffStartInterval)
            visitor.field(7, "retry_policy", &_retryPolicy)
            visitor.field(8, "initiator", &initiator)
            visitor.field(9, "failure", &_failure)
            visitor.field(10, "last_completion_result", &lastCompletionResult)
            visitor.field(11, "cron_schedule", &cronSchedule)
            visitor.field(12, "header", &header)
            visitor.field(13, "memo", &memo)
            visitor.field(14, "search_attributes", &searchAttributes)
            visitor.field(15, "inherit_build_id", &inheritBuildID)
            visitor.field(16, "initial_versioning_behavior", &initialVersioningBehavior)
        }
    }

    package struct StartChildWorkflowExecutionCommandAttributes: Message {
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
        package var workflowIDReusePolicy: API.Enums.WorkflowIDReusePolicy = .unspecified
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var cronSchedule = ""
        package var header: API.Common.Header?
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var inheritBuildID = false
        package var priority: API.Common.Priority?
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.StartChildWorkflowExecutionCommandAttributes" }

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
            visitor.field(11, "workflow_id_reuse_policy", &workflowIDReusePolicy)
            visitor.field(12, "retry_policy", &_retryPolicy)
            visitor.field(13, "cron_schedule", &cronSchedule)
            visitor.field(14, "header", &header)
            visitor.field(15, "memo", &memo)
            visitor.field(16, "search_attributes", &searchAttributes)
            visitor.field(17, "inherit_build_id", &inheritBuildID)
            visitor.field(18, "priority", &priority)
            visitor.field(19, "versioning_override", &_versioningOverride)
        }
    }

    package struct ProtocolMessageCommandAttributes: Message {
        package var messageID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.ProtocolMessageCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "message_id", &messageID)
        }
    }

    package struct ScheduleNexusOperationCommandAttributes: Message {
        package var endpoint = ""
        package var service = ""
        package var operation = ""
        package var input: Payload?
        package var scheduleToCloseTimeout: Duration?
        package var nexusHeader: [String: String] = [:]
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.ScheduleNexusOperationCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "endpoint", &endpoint)
            visitor.field(2, "service", &service)
            visitor.field(3, "operation", &operation)
            visitor.field(4, "input", &input)
            visitor.field(5, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(6, "nexus_header", &nexusHeader)
            visitor.field(7, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(8, "start_to_close_timeout", &startToCloseTimeout)
        }
    }

    package struct RequestCancelNexusOperationCommandAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.command.v1.RequestCancelNexusOperationCommandAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
        }
    }
}
