// `temporal.api.workflowservice.v1`: polling for activity tasks, heartbeats and results.

extension API.WorkflowService {
    package struct PollActivityTaskQueueRequest: Message {
        package var namespace = ""
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var identity = ""
        package var taskQueueMetadata: API.TaskQueue.TaskQueueMetadata?
        package var workerVersionCapabilities: API.Common.WorkerVersionCapabilities?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var workerInstanceKey = ""
        package var workerControlTaskQueue = ""
        package var pollerGroupID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollActivityTaskQueueRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "task_queue", &taskQueue)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "task_queue_metadata", &taskQueueMetadata)
            visitor.field(5, "worker_version_capabilities", &workerVersionCapabilities)
            visitor.field(6, "deployment_options", &deploymentOptions)
            visitor.field(8, "worker_instance_key", &workerInstanceKey)
            visitor.field(9, "worker_control_task_queue", &workerControlTaskQueue)
            visitor.field(10, "poller_group_id", &pollerGroupID)
        }
    }

    package struct PollActivityTaskQueueResponse: Message {
        package var taskToken = Bytes()
        package var workflowNamespace = ""
        package var workflowType: API.Common.WorkflowType?
        package var workflowExecution: API.Common.WorkflowExecution?
        package var activityType: API.Common.ActivityType?
        package var activityID = ""
        package var header: API.Common.Header?
        package var input: API.Common.Payloads?
        package var heartbeatDetails: API.Common.Payloads?
        package var scheduledTime: Timestamp?
        package var currentAttemptScheduledTime: Timestamp?
        package var startedTime: Timestamp?
        package var attempt: Int32 = 0
        package var scheduleToCloseTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var heartbeatTimeout: Duration?
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var pollerScalingDecision: API.TaskQueue.PollerScalingDecision?
        package var priority: API.Common.Priority?
        package var activityRunID = ""
        package var pollerGroupInfos: [API.TaskQueue.PollerGroupInfo] = []
        package var pollerGroupsInfo: API.TaskQueue.PollerGroupsInfo?
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollActivityTaskQueueResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "workflow_namespace", &workflowNamespace)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "workflow_execution", &workflowExecution)
            visitor.field(5, "activity_type", &activityType)
            visitor.field(6, "activity_id", &activityID)
            visitor.field(7, "header", &header)
            visitor.field(8, "input", &input)
            visitor.field(9, "heartbeat_details", &heartbeatDetails)
            visitor.field(10, "scheduled_time", &scheduledTime)
            visitor.field(11, "current_attempt_scheduled_time", &currentAttemptScheduledTime)
            visitor.field(12, "started_time", &startedTime)
            visitor.field(13, "attempt", &attempt)
            visitor.field(14, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(15, "start_to_close_timeout", &startToCloseTimeout)
            visitor.field(16, "heartbeat_timeout", &heartbeatTimeout)
            visitor.field(17, "retry_policy", &_retryPolicy)
            visitor.field(18, "poller_scaling_decision", &pollerScalingDecision)
            visitor.field(19, "priority", &priority)
            visitor.field(20, "activity_run_id", &activityRunID)
            visitor.field(21, "poller_group_infos", &pollerGroupInfos)
            visitor.field(22, "poller_groups_info", &pollerGroupsInfo)
            visitor.field(23, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
        }
    }

    package struct RecordActivityTaskHeartbeatRequest: Message {
        package var taskToken = Bytes()
        package var details: API.Common.Payloads?
        package var identity = ""
        package var namespace = ""
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "details", &details)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "namespace", &namespace)
            visitor.field(5, "resource_id", &resourceID)
        }
    }

    package struct RecordActivityTaskHeartbeatResponse: Message {
        package var cancelRequested = false
        package var activityPaused = false
        package var activityReset = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "cancel_requested", &cancelRequested)
            visitor.field(2, "activity_paused", &activityPaused)
            visitor.field(3, "activity_reset", &activityReset)
        }
    }

    package struct RespondActivityTaskCompletedRequest: Message {
        package var taskToken = Bytes()
        package var result: API.Common.Payloads?
        package var identity = ""
        package var namespace = ""
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var deployment: API.Deployment.Deployment?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "result", &result)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "namespace", &namespace)
            visitor.field(5, "worker_version", &workerVersion)
            visitor.field(6, "deployment", &deployment)
            visitor.field(7, "deployment_options", &deploymentOptions)
            visitor.field(8, "resource_id", &resourceID)
        }
    }

    package struct RespondActivityTaskCompletedResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct RespondActivityTaskFailedRequest: Message {
        package var taskToken = Bytes()
        @Boxed package var failure: API.Failure.Failure?
        package var identity = ""
        package var namespace = ""
        package var lastHeartbeatDetails: API.Common.Payloads?
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var deployment: API.Deployment.Deployment?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var resourceID = ""
        package var cause: API.Enums.ActivityTaskFailedCause = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "failure", &_failure)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "namespace", &namespace)
            visitor.field(5, "last_heartbeat_details", &lastHeartbeatDetails)
            visitor.field(6, "worker_version", &workerVersion)
            visitor.field(7, "deployment", &deployment)
            visitor.field(8, "deployment_options", &deploymentOptions)
            visitor.field(9, "resource_id", &resourceID)
            visitor.field(10, "cause", &cause)
        }
    }

    package struct RespondActivityTaskFailedResponse: Message {
        package var failures: [API.Failure.Failure] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskFailedResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failures", &failures)
        }
    }

    package struct RespondActivityTaskCanceledRequest: Message {
        package var taskToken = Bytes()
        package var details: API.Common.Payloads?
        package var identity = ""
        package var namespace = ""
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var deployment: API.Deployment.Deployment?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "details", &details)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "namespace", &namespace)
            visitor.field(5, "worker_version", &workerVersion)
            visitor.field(6, "deployment", &deployment)
            visitor.field(7, "deployment_options", &deploymentOptions)
            visitor.field(8, "resource_id", &resourceID)
        }
    }

    package struct RespondActivityTaskCanceledResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondActivityTaskCanceledResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
