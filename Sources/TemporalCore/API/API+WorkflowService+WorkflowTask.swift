// `temporal.api.workflowservice.v1`: polling for workflow tasks and answering them.

extension API.WorkflowService {
    package struct PollWorkflowTaskQueueRequest: Message {
        package var namespace = ""
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var identity = ""
        package var binaryChecksum = ""
        package var workerVersionCapabilities: API.Common.WorkerVersionCapabilities?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var workerInstanceKey = ""
        package var workerControlTaskQueue = ""
        package var pollerGroupID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "task_queue", &taskQueue)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "binary_checksum", &binaryChecksum)
            visitor.field(5, "worker_version_capabilities", &workerVersionCapabilities)
            visitor.field(6, "deployment_options", &deploymentOptions)
            visitor.field(8, "worker_instance_key", &workerInstanceKey)
            visitor.field(9, "worker_control_task_queue", &workerControlTaskQueue)
            visitor.field(10, "poller_group_id", &pollerGroupID)
        }
    }

    package struct PollWorkflowTaskQueueResponse: Message {
        package var taskToken = Bytes()
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var previousStartedEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var attempt: Int32 = 0
        package var backlogCountHint: Int64 = 0
        package var history: API.History.History?
        package var nextPageToken = Bytes()
        package var query: API.Query.WorkflowQuery?
        package var workflowExecutionTaskQueue: API.TaskQueue.TaskQueue?
        package var scheduledTime: Timestamp?
        package var startedTime: Timestamp?
        package var queries: [String: API.Query.WorkflowQuery] = [:]
        package var messages: [API.Protocols.Message] = []
        package var pollerScalingDecision: API.TaskQueue.PollerScalingDecision?
        package var pollerGroupID = ""
        package var pollerGroupInfos: [API.TaskQueue.PollerGroupInfo] = []
        package var pollerGroupsInfo: API.TaskQueue.PollerGroupsInfo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "previous_started_event_id", &previousStartedEventID)
            visitor.field(5, "started_event_id", &startedEventID)
            visitor.field(6, "attempt", &attempt)
            visitor.field(7, "backlog_count_hint", &backlogCountHint)
            visitor.field(8, "history", &history)
            visitor.field(9, "next_page_token", &nextPageToken)
            visitor.field(10, "query", &query)
            visitor.field(11, "workflow_execution_task_queue", &workflowExecutionTaskQueue)
            visitor.field(12, "scheduled_time", &scheduledTime)
            visitor.field(13, "started_time", &startedTime)
            visitor.field(14, "queries", &queries)
            visitor.field(15, "messages", &messages)
            visitor.field(16, "poller_scaling_decision", &pollerScalingDecision)
            visitor.field(17, "poller_group_id", &pollerGroupID)
            visitor.field(18, "poller_group_infos", &pollerGroupInfos)
            visitor.field(19, "poller_groups_info", &pollerGroupsInfo)
        }
    }

    package struct RespondWorkflowTaskCompletedRequest: Message {
        package var taskToken = Bytes()
        package var commands: [API.Command.Command] = []
        package var identity = ""
        @Boxed package var stickyAttributes: API.TaskQueue.StickyExecutionAttributes?
        package var returnNewWorkflowTask = false
        package var forceCreateNewWorkflowTask = false
        package var binaryChecksum = ""
        package var queryResults: [String: API.Query.WorkflowQueryResult] = [:]
        package var namespace = ""
        package var workerVersionStamp: API.Common.WorkerVersionStamp?
        package var messages: [API.Protocols.Message] = []
        package var sdkMetadata: API.SDK.WorkflowTaskCompletedMetadata?
        package var meteringMetadata: API.Common.MeteringMetadata?
        package var capabilities: API.WorkflowService.RespondWorkflowTaskCompletedRequest.Capabilities?
        package var deployment: API.Deployment.Deployment?
        package var versioningBehavior: API.Enums.VersioningBehavior = .unspecified
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var resourceID = ""
        package var workerInstanceKey = ""
        package var workerControlTaskQueue = ""
        package var pageNumber: Int32 = 0
        package var intermediatePage = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "commands", &commands)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "sticky_attributes", &_stickyAttributes)
            visitor.field(5, "return_new_workflow_task", &returnNewWorkflowTask)
            visitor.field(6, "force_create_new_workflow_task", &forceCreateNewWorkflowTask)
            visitor.field(7, "binary_checksum", &binaryChecksum)
            visitor.field(8, "query_results", &queryResults)
            visitor.field(9, "namespace", &namespace)
            visitor.field(10, "worker_version_stamp", &workerVersionStamp)
            visitor.field(11, "messages", &messages)
            visitor.field(12, "sdk_metadata", &sdkMetadata)
            visitor.field(13, "metering_metadata", &meteringMetadata)
            visitor.field(14, "capabilities", &capabilities)
            visitor.field(15, "deployment", &deployment)
            visitor.field(16, "versioning_behavior", &versioningBehavior)
            visitor.field(17, "deployment_options", &deploymentOptions)
            visitor.field(18, "resource_id", &resourceID)
            visitor.field(19, "worker_instance_key", &workerInstanceKey)
            visitor.field(20, "worker_control_task_queue", &workerControlTaskQueue)
            visitor.field(21, "page_number", &pageNumber)
            visitor.field(22, "intermediate_page", &intermediatePage)
        }

        package struct Capabilities: Message {
            package var discardSpeculativeWorkflowTaskWithEvents = false
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest.Capabilities"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(
                    1, "discard_speculative_workflow_task_with_events", &discardSpeculativeWorkflowTaskWithEvents)
            }
        }
    }

    package struct RespondWorkflowTaskCompletedResponse: Message {
        @Boxed package var workflowTask: API.WorkflowService.PollWorkflowTaskQueueResponse?
        package var activityTasks: [API.WorkflowService.PollActivityTaskQueueResponse] = []
        package var resetHistoryEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_task", &_workflowTask)
            visitor.field(2, "activity_tasks", &activityTasks)
            visitor.field(3, "reset_history_event_id", &resetHistoryEventID)
        }
    }

    package struct RespondWorkflowTaskFailedRequest: Message {
        package var taskToken = Bytes()
        package var cause: API.Enums.WorkflowTaskFailedCause = .unspecified
        @Boxed package var failure: API.Failure.Failure?
        package var identity = ""
        package var binaryChecksum = ""
        package var namespace = ""
        package var messages: [API.Protocols.Message] = []
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var deployment: API.Deployment.Deployment?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "cause", &cause)
            visitor.field(3, "failure", &_failure)
            visitor.field(4, "identity", &identity)
            visitor.field(5, "binary_checksum", &binaryChecksum)
            visitor.field(6, "namespace", &namespace)
            visitor.field(7, "messages", &messages)
            visitor.field(8, "worker_version", &workerVersion)
            visitor.field(9, "deployment", &deployment)
            visitor.field(10, "deployment_options", &deploymentOptions)
            visitor.field(11, "resource_id", &resourceID)
        }
    }

    package struct RespondWorkflowTaskFailedResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct RespondQueryTaskCompletedRequest: Message {
        package var taskToken = Bytes()
        package var completedType: API.Enums.QueryResultType = .unspecified
        package var queryResult: API.Common.Payloads?
        package var errorMessage = ""
        package var namespace = ""
        @Boxed package var failure: API.Failure.Failure?
        package var cause: API.Enums.WorkflowTaskFailedCause = .unspecified
        package var pollerGroupID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondQueryTaskCompletedRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
            visitor.field(2, "completed_type", &completedType)
            visitor.field(3, "query_result", &queryResult)
            visitor.field(4, "error_message", &errorMessage)
            visitor.field(6, "namespace", &namespace)
            visitor.field(7, "failure", &_failure)
            visitor.field(8, "cause", &cause)
            visitor.field(9, "poller_group_id", &pollerGroupID)
        }
    }

    package struct RespondQueryTaskCompletedResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RespondQueryTaskCompletedResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct ResetStickyTaskQueueRequest: Message {
        package var namespace = ""
        package var execution: API.Common.WorkflowExecution?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ResetStickyTaskQueueRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "execution", &execution)
        }
    }

    package struct ResetStickyTaskQueueResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ResetStickyTaskQueueResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
