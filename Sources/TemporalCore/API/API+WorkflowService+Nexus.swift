// `temporal.api.workflowservice.v1`: polling for Nexus tasks and answering them.

extension API.WorkflowService {
    package struct PollNexusTaskQueueRequest: Message {
        package var namespace = ""
        package var identity = ""
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var workerVersionCapabilities: API.Common.WorkerVersionCapabilities?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var workerHeartbeat: [API.Worker.WorkerHeartbeat] = []
        package var workerInstanceKey = ""
        package var pollerGroupID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollNexusTaskQueueRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "task_queue", &taskQueue)
            visitor.field(4, "worker_version_capabilities", &workerVersionCapabilities)
            visitor.field(6, "deployment_options", &deploymentOptions)
            visitor.field(7, "worker_heartbeat", &workerHeartbeat)
            visitor.field(8, "worker_instance_key", &workerInstanceKey)
            visitor.field(9, "poller_group_id", &pollerGroupID)
        }
    }

    package struct PollNexusTaskQueueResponse: Message {
        package var taskToken = Bytes()
        @Boxed package var request: API.Nexus.Request?
        package var pollerScalingDecision: API.TaskQueue.PollerScalingDecision?
        package var pollerGroupID = ""
        package var pollerGroupInfos: [API.TaskQueue.PollerGroupInfo] = []
        package var pollerGroupsInfo: API.TaskQueue.PollerGroupsInfo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollNexusTaskQueueResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "request", &_request)
            visitor.field(3, "poller_scaling_decision", &pollerScalingDecision)
            visitor.field(4, "poller_group_id", &pollerGroupID)
            visitor.field(5, "poller_group_infos", &pollerGroupInfos)
            visitor.field(6, "poller_groups_info", &pollerGroupsInfo)
        }
    }

    package struct RespondNexusTaskCompletedRequest: Message {
        package var namespace = ""
        package var identity = ""
        package var taskToken = Bytes()
        package var response: API.Nexus.Response?
        package var pollerGroupID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondNexusTaskCompletedRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "task_token", &taskToken)
            visitor.field(4, "response", &response)
            visitor.field(5, "poller_group_id", &pollerGroupID)
        }
    }

    package struct RespondNexusTaskCompletedResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondNexusTaskCompletedResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct RespondNexusTaskFailedRequest: Message {
        package var namespace = ""
        package var identity = ""
        package var taskToken = Bytes()
        package var error: API.Nexus.HandlerError?
        @Boxed package var failure: API.Failure.Failure?
        package var pollerGroupID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondNexusTaskFailedRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "task_token", &taskToken)
            visitor.field(4, "error", &error)
            visitor.field(5, "failure", &_failure)
            visitor.field(6, "poller_group_id", &pollerGroupID)
        }
    }

    package struct RespondNexusTaskFailedResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondNexusTaskFailedResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
