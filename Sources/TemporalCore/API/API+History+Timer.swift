// `temporal.api.history.v1`: what the events of timers, markers, search attributes and properties say.

extension API.History {
    package struct TimerStartedEventAttributes: Message {
        package var timerID = ""
        package var startToFireTimeout: Duration?
        package var workflowTaskCompletedEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.TimerStartedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "timer_id", &timerID)
            visitor.field(2, "start_to_fire_timeout", &startToFireTimeout)
            visitor.field(3, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
        }
    }

    package struct TimerFiredEventAttributes: Message {
        package var timerID = ""
        package var startedEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.TimerFiredEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "timer_id", &timerID)
            visitor.field(2, "started_event_id", &startedEventID)
        }
    }

    package struct TimerCanceledEventAttributes: Message {
        package var timerID = ""
        package var startedEventID: Int64 = 0
        package var workflowTaskCompletedEventID: Int64 = 0
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.TimerCanceledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "timer_id", &timerID)
            visitor.field(2, "started_event_id", &startedEventID)
            visitor.field(3, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(4, "identity", &identity)
        }
    }

    package struct MarkerRecordedEventAttributes: Message {
        package var markerName = ""
        package var details: [String: API.Common.Payloads] = [:]
        package var workflowTaskCompletedEventID: Int64 = 0
        package var header: API.Common.Header?
        @Boxed package var failure: API.Failure.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.MarkerRecordedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "marker_name", &markerName)
            visitor.field(2, "details", &details)
            visitor.field(3, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(4, "header", &header)
            visitor.field(5, "failure", &_failure)
        }
    }

    package struct UpsertWorkflowSearchAttributesEventAttributes: Message {
        package var workflowTaskCompletedEventID: Int64 = 0
        package var searchAttributes: API.Common.SearchAttributes?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.UpsertWorkflowSearchAttributesEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(2, "search_attributes", &searchAttributes)
        }
    }

    package struct WorkflowPropertiesModifiedEventAttributes: Message {
        package var workflowTaskCompletedEventID: Int64 = 0
        package var upsertedMemo: API.Common.Memo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowPropertiesModifiedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(2, "upserted_memo", &upsertedMemo)
        }
    }

    package struct WorkflowPropertiesModifiedExternallyEventAttributes: Message {
        package var newTaskQueue = ""
        package var newWorkflowTaskTimeout: Duration?
        package var newWorkflowRunTimeout: Duration?
        package var newWorkflowExecutionTimeout: Duration?
        package var upsertedMemo: API.Common.Memo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowPropertiesModifiedExternallyEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "new_task_queue", &newTaskQueue)
            visitor.field(2, "new_workflow_task_timeout", &newWorkflowTaskTimeout)
            visitor.field(3, "new_workflow_run_timeout", &newWorkflowRunTimeout)
            visitor.field(4, "new_workflow_execution_timeout", &newWorkflowExecutionTimeout)
            visitor.field(5, "upserted_memo", &upsertedMemo)
        }
    }
}
