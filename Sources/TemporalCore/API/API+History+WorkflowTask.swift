// `temporal.api.history.v1`: what workflow task events say.

extension API.History {
    package struct WorkflowTaskScheduledEventAttributes: Message {
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var startToCloseTimeout: Duration?
        package var attempt: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowTaskScheduledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_queue", &taskQueue)
            visitor.field(2, "start_to_close_timeout", &startToCloseTimeout)
            visitor.field(3, "attempt", &attempt)
        }
    }

    package struct WorkflowTaskStartedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var identity = ""
        package var requestID = ""
        package var suggestContinueAsNew = false
        package var historySizeBytes: Int64 = 0
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var buildIDRedirectCounter: Int64 = 0
        package var suggestContinueAsNewReasons: [API.Enums.SuggestContinueAsNewReason] = []
        package var targetWorkerDeploymentVersionChanged = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowTaskStartedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "request_id", &requestID)
            visitor.field(4, "suggest_continue_as_new", &suggestContinueAsNew)
            visitor.field(5, "history_size_bytes", &historySizeBytes)
            visitor.field(6, "worker_version", &workerVersion)
            visitor.field(7, "build_id_redirect_counter", &buildIDRedirectCounter)
            visitor.field(8, "suggest_continue_as_new_reasons", &suggestContinueAsNewReasons)
            visitor.field(9, "target_worker_deployment_version_changed", &targetWorkerDeploymentVersionChanged)
        }
    }

    package struct WorkflowTaskCompletedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var identity = ""
        package var binaryChecksum = ""
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var sdkMetadata: API.SDK.WorkflowTaskCompletedMetadata?
        package var deployment: API.Deployment.Deployment?
        package var versioningBehavior: API.Enums.VersioningBehavior = .unspecified
        package var workerDeploymentVersion = ""
        package var workerDeploymentName = ""
        package var deploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var meteringMetadata: API.Common.MeteringMetadata?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowTaskCompletedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "started_event_id", &startedEventID)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "binary_checksum", &binaryChecksum)
            visitor.field(5, "worker_version", &workerVersion)
            visitor.field(6, "sdk_metadata", &sdkMetadata)
            visitor.field(7, "deployment", &deployment)
            visitor.field(8, "versioning_behavior", &versioningBehavior)
            visitor.field(9, "worker_deployment_version", &workerDeploymentVersion)
            visitor.field(10, "worker_deployment_name", &workerDeploymentName)
            visitor.field(11, "deployment_version", &deploymentVersion)
            visitor.field(13, "metering_metadata", &meteringMetadata)
        }
    }

    package struct WorkflowTaskTimedOutEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var timeoutType: API.Enums.TimeoutType = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowTaskTimedOutEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "started_event_id", &startedEventID)
            visitor.field(3, "timeout_type", &timeoutType)
        }
    }

    package struct WorkflowTaskFailedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var cause: API.Enums.WorkflowTaskFailedCause = .unspecified
        @Boxed package var failure: API.Failure.Failure?
        package var identity = ""
        package var baseRunID = ""
        package var newRunID = ""
        package var forkEventVersion: Int64 = 0
        package var binaryChecksum = ""
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowTaskFailedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "started_event_id", &startedEventID)
            visitor.field(3, "cause", &cause)
            visitor.field(4, "failure", &_failure)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "base_run_id", &baseRunID)
            visitor.field(7, "new_run_id", &newRunID)
            visitor.field(8, "fork_event_version", &forkEventVersion)
            visitor.field(9, "binary_checksum", &binaryChecksum)
            visitor.field(10, "worker_version", &workerVersion)
        }
    }
}
