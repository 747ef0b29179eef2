// `temporal.api.workflow.v1`: a workflow execution as the server describes it, and its options.

extension API.Workflow {
    package struct WorkflowExecutionInfo: Message {
        package var execution: API.Common.WorkflowExecution?
        package var type: API.Common.WorkflowType?
        package var startTime: Timestamp?
        package var closeTime: Timestamp?
        package var status: API.Enums.WorkflowExecutionStatus = .unspecified
        package var historyLength: Int64 = 0
        package var parentNamespaceID = ""
        package var parentExecution: API.Common.WorkflowExecution?
        package var executionTime: Timestamp?
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var autoResetPoints: API.Workflow.ResetPoints?
        package var taskQueue = ""
        package var stateTransitionCount: Int64 = 0
        package var historySizeBytes: Int64 = 0
        package var mostRecentWorkerVersionStamp: API.Common.WorkerVersionStamp?
        package var executionDuration: Duration?
        package var rootExecution: API.Common.WorkflowExecution?
        package var assignedBuildID = ""
        package var inheritedBuildID = ""
        package var firstRunID = ""
        @Boxed package var versioningInfo: API.Workflow.WorkflowExecutionVersioningInfo?
        package var workerDeploymentName = ""
        package var priority: API.Common.Priority?
        package var externalPayloadSizeBytes: Int64 = 0
        package var externalPayloadCount: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.WorkflowExecutionInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "execution", &execution)
            visitor.field(2, "type", &type)
            visitor.field(3, "start_time", &startTime)
            visitor.field(4, "close_time", &closeTime)
            visitor.field(5, "status", &status)
            visitor.field(6, "history_length", &historyLength)
            visitor.field(7, "parent_namespace_id", &parentNamespaceID)
            visitor.field(8, "parent_execution", &parentExecution)
            visitor.field(9, "execution_time", &executionTime)
            visitor.field(10, "memo", &memo)
            visitor.field(11, "search_attributes", &searchAttributes)
            visitor.field(12, "auto_reset_points", &autoResetPoints)
            visitor.field(13, "task_queue", &taskQueue)
            visitor.field(14, "state_transition_count", &stateTransitionCount)
            visitor.field(15, "history_size_bytes", &historySizeBytes)
            visitor.field(16, "most_recent_worker_version_stamp", &mostRecentWorkerVersionStamp)
            visitor.field(17, "execution_duration", &executionDuration)
            visitor.field(18, "root_execution", &rootExecution)
            visitor.field(19, "assigned_build_id", &assignedBuildID)
            visitor.field(20, "inherited_build_id", &inheritedBuildID)
            visitor.field(21, "first_run_id", &firstRunID)
            visitor.field(22, "versioning_info", &_versioningInfo)
            visitor.field(23, "worker_deployment_name", &workerDeploymentName)
            visitor.field(24, "priority", &priority)
            visitor.field(25, "external_payload_size_bytes", &externalPayloadSizeBytes)
            visitor.field(26, "external_payload_count", &externalPayloadCount)
        }
    }

    package struct WorkflowExecutionExtendedInfo: Message {
        package var executionExpirationTime: Timestamp?
        package var runExpirationTime: Timestamp?
        package var cancelRequested = false
        package var lastResetTime: Timestamp?
        package var originalStartTime: Timestamp?
        package var resetRunID = ""
        package var requestIDInfos: [String: API.Workflow.RequestIDInfo] = [:]
        package var pauseInfo: API.Workflow.WorkflowExecutionPauseInfo?
        package var timeSkippingInfo: API.Common.TimeSkippingInfo?
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.WorkflowExecutionExtendedInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "execution_expiration_time", &executionExpirationTime)
            visitor.field(2, "run_expiration_time", &runExpirationTime)
            visitor.field(3, "cancel_requested", &cancelRequested)
            visitor.field(4, "last_reset_time", &lastResetTime)
            visitor.field(5, "original_start_time", &originalStartTime)
            visitor.field(6, "reset_run_id", &resetRunID)
            visitor.field(7, "request_id_infos", &requestIDInfos)
            visitor.field(8, "pause_info", &pauseInfo)
            visitor.field(9, "time_skipping_info", &timeSkippingInfo)
            visitor.field(10, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
        }
    }

    package struct WorkflowExecutionVersioningInfo: Message {
        package var behavior: API.Enums.VersioningBehavior = .unspecified
        package var deployment: API.Deployment.Deployment?
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var deploymentTransition: API.Workflow.DeploymentTransition?
        package var version = ""
        package var versionTransition: API.Workflow.DeploymentVersionTransition?
        package var deploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var revisionNumber: Int64 = 0
        package var continueAsNewInitialVersioningBehavior: API.Enums.ContinueAsNewVersioningBehavior = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.WorkflowExecutionVersioningInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "behavior", &behavior)
            visitor.field(2, "deployment", &deployment)
            visitor.field(3, "versioning_override", &_versioningOverride)
            visitor.field(4, "deployment_transition", &deploymentTransition)
            visitor.field(5, "version", &version)
            visitor.field(6, "version_transition", &versionTransition)
            visitor.field(7, "deployment_version", &deploymentVersion)
            visitor.field(8, "revision_number", &revisionNumber)
            visitor.field(9, "continue_as_new_initial_versioning_behavior", &continueAsNewInitialVersioningBehavior)
        }
    }

    package struct DeploymentTransition: Message {
        package var deployment: API.Deployment.Deployment?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.DeploymentTransition" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "deployment", &deployment)
        }
    }

    package struct DeploymentVersionTransition: Message {
        package var version = ""
        package var deploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.DeploymentVersionTransition" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "version", &version)
            visitor.field(2, "deployment_version", &deploymentVersion)
        }
    }

    package struct WorkflowExecutionConfig: Message {
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var workflowExecutionTimeout: Duration?
        package var workflowRunTimeout: Duration?
        package var defaultWorkflowTaskTimeout: Duration?
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.WorkflowExecutionConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_queue", &taskQueue)
            visitor.field(2, "workflow_execution_timeout", &workflowExecutionTimeout)
            visitor.field(3, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(4, "default_workflow_task_timeout", &defaultWorkflowTaskTimeout)
            visitor.field(5, "user_metadata", &_userMetadata)
        }
    }

    package struct ResetPoints: Message {
        package var points: [API.Workflow.ResetPointInfo] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.ResetPoints" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "points", &points)
        }
    }

    package struct ResetPointInfo: Message {
        package var binaryChecksum = ""
        package var runID = ""
        package var firstWorkflowTaskCompletedID: Int64 = 0
        package var createTime: Timestamp?
        package var expireTime: Timestamp?
        package var resettable = false
        package var buildID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.ResetPointInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "binary_checksum", &binaryChecksum)
            visitor.field(2, "run_id", &runID)
            visitor.field(3, "first_workflow_task_completed_id", &firstWorkflowTaskCompletedID)
            visitor.field(4, "create_time", &createTime)
            visitor.field(5, "expire_time", &expireTime)
            visitor.field(6, "resettable", &resettable)
            visitor.field(7, "build_id", &buildID)
        }
    }

    package struct WorkflowExecutionPauseInfo: Message {
        package var identity = ""
        package var pausedTime: Timestamp?
        package var reason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.WorkflowExecutionPauseInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.field(2, "paused_time", &pausedTime)
            visitor.field(3, "reason", &reason)
        }
    }
}
