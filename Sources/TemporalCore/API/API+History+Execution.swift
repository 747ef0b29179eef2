// `temporal.api.history.v1`: what the events of the workflow execution itself say.

extension API.History {
    package struct WorkflowExecutionStartedEventAttributes: Message {
        package var workflowType: API.Common.WorkflowType?
        package var parentWorkflowNamespace = ""
        package var parentWorkflowExecution: API.Common.WorkflowExecution?
        package var parentInitiatedEventID: Int64 = 0
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var input: API.Common.Payloads?
        package var workflowExecutionTimeout: Duration?
        package var workflowRunTimeout: Duration?
        package var workflowTaskTimeout: Duration?
        package var continuedExecutionRunID = ""
        package var initiator: API.Enums.ContinueAsNewInitiator = .unspecified
        @Boxed package var continuedFailure: API.Failure.Failure?
        package var lastCompletionResult: API.Common.Payloads?
        package var originalExecutionRunID = ""
        package var identity = ""
        package var firstExecutionRunID = ""
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var attempt: Int32 = 0
        package var workflowExecutionExpirationTime: Timestamp?
        package var cronSchedule = ""
        package var firstWorkflowTaskBackoff: Duration?
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var prevAutoResetPoints: API.Workflow.ResetPoints?
        package var header: API.Common.Header?
        package var parentInitiatedEventVersion: Int64 = 0
        package var parentWorkflowNamespaceID = ""
        package var workflowID = ""
        package var sourceVersionStamp: API.Common.WorkerVersionStamp?
        package var completionCallbacks: [API.Common.Callback] = []
        package var rootWorkflowExecution: API.Common.WorkflowExecution?
        package var inheritedBuildID = ""
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var parentPinnedWorkerDeploymentVersion = ""
        package var priority: API.Common.Priority?
        package var inheritedPinnedVersion: API.Deployment.WorkerDeploymentVersion?
        package var eagerExecutionAccepted = false
        package var inheritedAutoUpgradeInfo: API.Deployment.InheritedAutoUpgradeInfo?
        package var declinedTargetVersionUpgrade: API.History.DeclinedTargetVersionUpgrade?
        @Boxed package var timeSkippingConfig: API.Common.TimeSkippingConfig?
        package var timeSkippingStatePropagation: API.Common.TimeSkippingStatePropagation?
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionStartedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_type", &workflowType)
            visitor.field(2, "parent_workflow_namespace", &parentWorkflowNamespace)
            visitor.field(3, "parent_workflow_execution", &parentWorkflowExecution)
            visitor.field(4, "parent_initiated_event_id", &parentInitiatedEventID)
            visitor.field(5, "task_queue", &taskQueue)
            visitor.field(6, "input", &input)
            visitor.field(7, "workflow_execution_timeout", &workflowExecutionTimeout)
            visitor.field(8, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(9, "workflow_task_timeout", &workflowTaskTimeout)
            visitor.field(10, "continued_execution_run_id", &continuedExecutionRunID)
            visitor.field(11, "initiator", &initiator)
            visitor.field(12, "continued_failure", &_continuedFailure)
            visitor.field(13, "last_completion_result", &lastCompletionResult)
            visitor.field(14, "original_execution_run_id", &originalExecutionRunID)
            visitor.field(15, "identity", &identity)
            visitor.field(16, "first_execution_run_id", &firstExecutionRunID)
            visitor.field(17, "retry_policy", &_retryPolicy)
            visitor.field(18, "attempt", &attempt)
            visitor.field(19, "workflow_execution_expiration_time", &workflowExecutionExpirationTime)
            visitor.field(20, "cron_schedule", &cronSchedule)
            visitor.field(21, "first_workflow_task_backoff", &firstWorkflowTaskBackoff)
            visitor.field(22, "memo", &memo)
            visitor.field(23, "search_attributes", &searchAttributes)
            visitor.field(24, "prev_auto_reset_points", &prevAutoResetPoints)
            visitor.field(25, "header", &header)
            visitor.field(26, "parent_initiated_event_version", &parentInitiatedEventVersion)
            visitor.field(27, "parent_workflow_namespace_id", &parentWorkflowNamespaceID)
            visitor.field(28, "workflow_id", &workflowID)
            visitor.field(29, "source_version_stamp", &sourceVersionStamp)
            visitor.field(30, "completion_callbacks", &completionCallbacks)
            visitor.field(31, "root_workflow_execution", &rootWorkflowExecution)
            visitor.field(32, "inherited_build_id", &inheritedBuildID)
            visitor.field(33, "versioning_override", &_versioningOverride)
            visitor.field(34, "parent_pinned_worker_deployment_version", &parentPinnedWorkerDeploymentVersion)
            visitor.field(35, "priority", &priority)
            visitor.field(37, "inherited_pinned_version", &inheritedPinnedVersion)
            visitor.field(38, "eager_execution_accepted", &eagerExecutionAccepted)
            visitor.field(39, "inherited_auto_upgrade_info", &inheritedAutoUpgradeInfo)
            visitor.field(40, "declined_target_version_upgrade", &declinedTargetVersionUpgrade)
            visitor.field(41, "time_skipping_config", &_timeSkippingConfig)
            visitor.field(43, "time_skipping_state_propagation", &timeSkippingStatePropagation)
            visitor.field(44, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
        }
    }

    package struct DeclinedTargetVersionUpgrade: Message {
        package var deploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var revisionNumber: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.DeclinedTargetVersionUpgrade" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "deployment_version", &deploymentVersion)
            visitor.field(2, "revision_number", &revisionNumber)
        }
    }

    package struct WorkflowExecutionCompletedEventAttributes: Message {
        package var result: API.Common.Payloads?
        package var workflowTaskCompletedEventID: Int64 = 0
        package var newExecutionRunID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionCompletedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "result", &result)
            visitor.field(2, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(3, "new_execution_run_id", &newExecutionRunID)
        }
    }

    package struct WorkflowExecutionFailedEventAttributes: Message {
        @Boxed package var failure: API.Failure.Failure?
        package var retryState: API.Enums.RetryState = .unspecified
        package var workflowTaskCompletedEventID: Int64 = 0
        package var newExecutionRunID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionFailedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failure", &_failure)
            visitor.field(2, "retry_state", &retryState)
            visitor.field(3, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(4, "new_execution_run_id", &newExecutionRunID)
        }
    }

    package struct WorkflowExecutionTimedOutEventAttributes: Message {
        package var retryState: API.Enums.RetryState = .unspecified
        package var newExecutionRunID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionTimedOutEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "retry_state", &retryState)
            visitor.field(2, "new_execution_run_id", &newExecutionRunID)
        }
    }

    package struct WorkflowExecutionContinuedAsNewEventAttributes: Message {
        package var newExecutionRunID = ""
        package var workflowType: API.Common.WorkflowType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var input: API.Common.Payloads?
        package var workflowRunTimeout: Duration?
        package var workflowTaskTimeout: Duration?
        package var workflowTaskCompletedEventID: Int64 = 0
        package var backoffStartInterval: Duration?
        package var initiator: API.Enums.ContinueAsNewInitiator = .unspecified
        @Boxed package var failure: API.Failure.Failure?
        package var lastCompletionResult: API.Common.Payloads?
        package var header: API.Common.Header?
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var inheritBuildID = false
        package var initialVersioningBehavior: API.Enums.ContinueAsNewVersioningBehavior = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionContinuedAsNewEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "new_execution_run_id", &newExecutionRunID)
            visitor.field(2, "workflow_type", &workflowType)
            visitor.field(3, "task_queue", &taskQueue)
            visitor.field(4, "input", &input)
            visitor.field(5, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(6, "workflow_task_timeout", &workflowTaskTimeout)
            visitor.field(7, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(8, "backoff_start_interval", &backoffStartInterval)
            visitor.field(9, "initiator", &initiator)
            visitor.field(10, "failure", &_failure)
            visitor.field(11, "last_completion_result", &lastCompletionResult)
            visitor.field(12, "header", &header)
            visitor.field(13, "memo", &memo)
            visitor.field(14, "search_attributes", &searchAttributes)
            visitor.field(15, "inherit_build_id", &inheritBuildID)
            visitor.field(16, "initial_versioning_behavior", &initialVersioningBehavior)
        }
    }

    package struct WorkflowExecutionCancelRequestedEventAttributes: Message {
        package var cause = ""
        package var externalInitiatedEventID: Int64 = 0
        package var externalWorkflowExecution: API.Common.WorkflowExecution?
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionCancelRequestedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "cause", &cause)
            visitor.field(2, "external_initiated_event_id", &externalInitiatedEventID)
            visitor.field(3, "external_workflow_execution", &externalWorkflowExecution)
            visitor.field(4, "identity", &identity)
        }
    }

    package struct WorkflowExecutionCanceledEventAttributes: Message {
        package var workflowTaskCompletedEventID: Int64 = 0
        package var details: API.Common.Payloads?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionCanceledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(2, "details", &details)
        }
    }

    package struct WorkflowExecutionSignaledEventAttributes: Message {
        package var signalName = ""
        package var input: API.Common.Payloads?
        package var identity = ""
        package var header: API.Common.Header?
        package var skipGenerateWorkflowTask = false
        package var externalWorkflowExecution: API.Common.WorkflowExecution?
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "signal_name", &signalName)
            visitor.field(2, "input", &input)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "header", &header)
            visitor.field(5, "skip_generate_workflow_task", &skipGenerateWorkflowTask)
            visitor.field(6, "external_workflow_execution", &externalWorkflowExecution)
            visitor.field(7, "request_id", &requestID)
        }
    }

    package struct WorkflowExecutionTerminatedEventAttributes: Message {
        package var reason = ""
        package var details: API.Common.Payloads?
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "reason", &reason)
            visitor.field(2, "details", &details)
            visitor.field(3, "identity", &identity)
        }
    }

    package struct WorkflowExecutionOptionsUpdatedEventAttributes: Message {
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var unsetVersioningOverride = false
        package var attachedRequestID = ""
        package var attachedCompletionCallbacks: [API.Common.Callback] = []
        package var identity = ""
        package var priority: API.Common.Priority?
        @Boxed package var timeSkippingConfig: API.Common.TimeSkippingConfig?
        package var workflowUpdateOptions:
            [API.History.WorkflowExecutionOptionsUpdatedEventAttributes.WorkflowUpdateOptionsUpdate] = []
        package var timeSkippingConfigUpdated = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionOptionsUpdatedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "versioning_override", &_versioningOverride)
            visitor.field(2, "unset_versioning_override", &unsetVersioningOverride)
            visitor.field(3, "attached_request_id", &attachedRequestID)
            visitor.field(4, "attached_completion_callbacks", &attachedCompletionCallbacks)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "priority", &priority)
            visitor.field(7, "time_skipping_config", &_timeSkippingConfig)
            visitor.field(8, "workflow_update_options", &workflowUpdateOptions)
            visitor.field(9, "time_skipping_config_updated", &timeSkippingConfigUpdated)
        }

        package struct WorkflowUpdateOptionsUpdate: Message {
            package var updateID = ""
            package var attachedRequestID = ""
            package var attachedCompletionCallbacks: [API.Common.Callback] = []
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.history.v1.WorkflowExecutionOptionsUpdatedEventAttributes.WorkflowUpdateOptionsUpdate"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "update_id", &updateID)
                visitor.field(2, "attached_request_id", &attachedRequestID)
                visitor.field(3, "attached_completion_callbacks", &attachedCompletionCallbacks)
            }
        }
    }

    package struct WorkflowExecutionPausedEventAttributes: Message {
        package var identity = ""
        package var reason = ""
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionPausedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.field(2, "reason", &reason)
            visitor.field(3, "request_id", &requestID)
        }
    }

    package struct WorkflowExecutionUnpausedEventAttributes: Message {
        package var identity = ""
        package var reason = ""
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.WorkflowExecutionUnpausedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.field(2, "reason", &reason)
            visitor.field(3, "request_id", &requestID)
        }
    }

    package struct WorkflowExecutionTimeSkippingTransitionedEventAttributes: Message {
        package var targetTime: Timestamp?
        package var disabledAfterFastForward = false
        package var wallClockTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionTimeSkippingTransitionedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "target_time", &targetTime)
            visitor.field(2, "disabled_after_fast_forward", &disabledAfterFastForward)
            visitor.field(3, "wall_clock_time", &wallClockTime)
        }
    }
}
