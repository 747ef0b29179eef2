// `temporal.api.history.v1`: what Nexus operation events say.

extension API.History {
    package struct NexusOperationScheduledEventAttributes: Message {
        package var endpoint = ""
        package var service = ""
        package var operation = ""
        package var input: Payload?
        package var scheduleToCloseTimeout: Duration?
        package var nexusHeader: [String: String] = [:]
        package var workflowTaskCompletedEventID: Int64 = 0
        package var requestID = ""
        package var endpointID = ""
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.NexusOperationScheduledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "endpoint", &endpoint)
            visitor.field(2, "service", &service)
            visitor.field(3, "operation", &operation)
            visitor.field(4, "input", &input)
            visitor.field(5, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(6, "nexus_header", &nexusHeader)
            visitor.field(7, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(8, "request_id", &requestID)
            visitor.field(9, "endpoint_id", &endpointID)
            visitor.field(10, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(11, "start_to_close_timeout", &startToCloseTimeout)
        }
    }

    package struct NexusOperationStartedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var operationID = ""
        package var requestID = ""
        package var operationToken = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.NexusOperationStartedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(3, "operation_id", &operationID)
            visitor.field(4, "request_id", &requestID)
            visitor.field(5, "operation_token", &operationToken)
        }
    }

    package struct NexusOperationCompletedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var result: Payload?
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.NexusOperationCompletedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "result", &result)
            visitor.field(3, "request_id", &requestID)
        }
    }

    package struct NexusOperationFailedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        @Boxed package var failure: API.Failure.Failure?
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.NexusOperationFailedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "failure", &_failure)
            visitor.field(3, "request_id", &requestID)
        }
    }

    package struct NexusOperationTimedOutEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        @Boxed package var failure: API.Failure.Failure?
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.NexusOperationTimedOutEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "failure", &_failure)
            visitor.field(3, "request_id", &requestID)
        }
    }

    package struct NexusOperationCanceledEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        @Boxed package var failure: API.Failure.Failure?
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.NexusOperationCanceledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "failure", &_failure)
            visitor.field(3, "request_id", &requestID)
        }
    }

    package struct NexusOperationCancelRequestedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var workflowTaskCompletedEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.NexusOperationCancelRequestedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
        }
    }

    package struct NexusOperationCancelRequestCompletedEventAttributes: Message {
        package var requestedEventID: Int64 = 0
        package var workflowTaskCompletedEventID: Int64 = 0
        package var scheduledEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.NexusOperationCancelRequestCompletedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "requested_event_id", &requestedEventID)
            visitor.field(2, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(3, "scheduled_event_id", &scheduledEventID)
        }
    }

    package struct NexusOperationCancelRequestFailedEventAttributes: Message {
        package var requestedEventID: Int64 = 0
        package var workflowTaskCompletedEventID: Int64 = 0
        @Boxed package var failure: API.Failure.Failure?
        package var scheduledEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.NexusOperationCancelRequestFailedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "requested_event_id", &requestedEventID)
            visitor.field(2, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(3, "failure", &_failure)
            visitor.field(4, "scheduled_event_id", &scheduledEventID)
        }
    }
}
