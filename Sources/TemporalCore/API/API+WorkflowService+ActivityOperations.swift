// `temporal.api.workflowservice.v1`: what operators do with activities that have not closed.

extension API.WorkflowService {
    package struct PauseActivityExecutionRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var activityID = ""
        package var runID = ""
        package var identity = ""
        package var reason = ""
        package var resourceID = ""
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PauseActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "activity_id", &activityID)
            visitor.field(4, "run_id", &runID)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "reason", &reason)
            visitor.field(7, "resource_id", &resourceID)
            visitor.field(8, "request_id", &requestID)
        }
    }

    package struct PauseActivityExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PauseActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct UnpauseActivityExecutionRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var activityID = ""
        package var runID = ""
        package var identity = ""
        package var reason = ""
        package var jitter: Duration?
        package var resourceID = ""
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UnpauseActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "activity_id", &activityID)
            visitor.field(4, "run_id", &runID)
            visitor.field(5, "identity", &identity)
            visitor.field(8, "reason", &reason)
            visitor.field(9, "jitter", &jitter)
            visitor.field(10, "resource_id", &resourceID)
            visitor.field(11, "request_id", &requestID)
        }
    }

    package struct UnpauseActivityExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UnpauseActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct ResetActivityExecutionRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var activityID = ""
        package var runID = ""
        package var identity = ""
        package var keepPaused = false
        package var jitter: Duration?
        package var restoreOriginalOptions = false
        package var resourceID = ""
        package var requestID = ""
        package var resetHeartbeat = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ResetActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "activity_id", &activityID)
            visitor.field(4, "run_id", &runID)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "keep_paused", &keepPaused)
            visitor.field(7, "jitter", &jitter)
            visitor.field(8, "restore_original_options", &restoreOriginalOptions)
            visitor.field(9, "resource_id", &resourceID)
            visitor.field(10, "request_id", &requestID)
            visitor.field(11, "reset_heartbeat", &resetHeartbeat)
        }
    }

    package struct ResetActivityExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ResetActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct UpdateActivityExecutionOptionsRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var activityID = ""
        package var runID = ""
        package var identity = ""
        package var activityOptions: API.Activity.ActivityOptions?
        package var updateMask: API.Google.FieldMask?
        package var restoreOriginal = false
        package var resourceID = ""
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "activity_id", &activityID)
            visitor.field(4, "run_id", &runID)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "activity_options", &activityOptions)
            visitor.field(7, "update_mask", &updateMask)
            visitor.field(8, "restore_original", &restoreOriginal)
            visitor.field(9, "resource_id", &resourceID)
            visitor.field(10, "request_id", &requestID)
        }
    }

    package struct UpdateActivityExecutionOptionsResponse: Message {
        package var activityOptions: API.Activity.ActivityOptions?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "activity_options", &activityOptions)
        }
    }
}
