// `temporal.api.workflowservice.v1`: heartbeats and results of activities that are named by their id.

extension API.WorkflowService {
    package struct RecordActivityTaskHeartbeatByIDRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var runID = ""
        package var activityID = ""
        package var details: API.Common.Payloads?
        package var identity = ""
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "activity_id", &activityID)
            visitor.field(5, "details", &details)
            visitor.field(6, "identity", &identity)
            visitor.field(7, "resource_id", &resourceID)
        }
    }

    package struct RecordActivityTaskHeartbeatByIDResponse: Message {
        package var cancelRequested = false
        package var activityPaused = false
        package var activityReset = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "cancel_requested", &cancelRequested)
            visitor.field(2, "activity_paused", &activityPaused)
            visitor.field(3, "activity_reset", &activityReset)
        }
    }

    package struct RespondActivityTaskCompletedByIDRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var runID = ""
        package var activityID = ""
        package var result: API.Common.Payloads?
        package var identity = ""
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "activity_id", &activityID)
            visitor.field(5, "result", &result)
            visitor.field(6, "identity", &identity)
            visitor.field(7, "resource_id", &resourceID)
        }
    }

    package struct RespondActivityTaskCompletedByIDResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct RespondActivityTaskFailedByIDRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var runID = ""
        package var activityID = ""
        @Boxed package var failure: API.Failure.Failure?
        package var identity = ""
        package var lastHeartbeatDetails: API.Common.Payloads?
        package var resourceID = ""
        package var cause: API.Enums.ActivityTaskFailedCause = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "activity_id", &activityID)
            visitor.field(5, "failure", &_failure)
            visitor.field(6, "identity", &identity)
            visitor.field(7, "last_heartbeat_details", &lastHeartbeatDetails)
            visitor.field(8, "resource_id", &resourceID)
            visitor.field(9, "cause", &cause)
        }
    }

    package struct RespondActivityTaskFailedByIDResponse: Message {
        package var failures: [API.Failure.Failure] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failures", &failures)
        }
    }

    package struct RespondActivityTaskCanceledByIDRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var runID = ""
        package var activityID = ""
        package var details: API.Common.Payloads?
        package var identity = ""
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "activity_id", &activityID)
            visitor.field(5, "details", &details)
            visitor.field(6, "identity", &identity)
            visitor.field(7, "deployment_options", &deploymentOptions)
            visitor.field(8, "resource_id", &resourceID)
        }
    }

    package struct RespondActivityTaskCanceledByIDResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
