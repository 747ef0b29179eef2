// `temporal.api.enums.v1`: why something failed.

extension API.Enums {
    package struct WorkflowTaskFailedCause: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.WorkflowTaskFailedCause"

        package static let unspecified = Self(rawValue: 0)
        package static let unhandledCommand = Self(rawValue: 1)
        package static let badScheduleActivityAttributes = Self(rawValue: 2)
        package static let badRequestCancelActivityAttributes = Self(rawValue: 3)
        package static let badStartTimerAttributes = Self(rawValue: 4)
        package static let badCancelTimerAttributes = Self(rawValue: 5)
        package static let badRecordMarkerAttributes = Self(rawValue: 6)
        package static let badCompleteWorkflowExecutionAttributes = Self(rawValue: 7)
        package static let badFailWorkflowExecutionAttributes = Self(rawValue: 8)
        package static let badCancelWorkflowExecutionAttributes = Self(rawValue: 9)
        package static let badRequestCancelExternalWorkflowExecutionAttributes = Self(rawValue: 10)
        package static let badContinueAsNewAttributes = Self(rawValue: 11)
        package static let startTimerDuplicateID = Self(rawValue: 12)
        package static let resetStickyTaskQueue = Self(rawValue: 13)
        package static let workflowWorkerUnhandledFailure = Self(rawValue: 14)
        package static let badSignalWorkflowExecutionAttributes = Self(rawValue: 15)
        package static let badStartChildExecutionAttributes = Self(rawValue: 16)
        package static let forceCloseCommand = Self(rawValue: 17)
        package static let failoverCloseCommand = Self(rawValue: 18)
        package static let badSignalInputSize = Self(rawValue: 19)
        package static let resetWorkflow = Self(rawValue: 20)
        package static let badBinary = Self(rawValue: 21)
        package static let scheduleActivityDuplicateID = Self(rawValue: 22)
        package static let badSearchAttributes = Self(rawValue: 23)
        package static let nonDeterministicError = Self(rawValue: 24)
        package static let badModifyWorkflowPropertiesAttributes = Self(rawValue: 25)
        package static let pendingChildWorkflowsLimitExceeded = Self(rawValue: 26)
        package static let pendingActivitiesLimitExceeded = Self(rawValue: 27)
        package static let pendingSignalsLimitExceeded = Self(rawValue: 28)
        package static let pendingRequestCancelLimitExceeded = Self(rawValue: 29)
        package static let badUpdateWorkflowExecutionMessage = Self(rawValue: 30)
        package static let unhandledUpdate = Self(rawValue: 31)
        package static let badScheduleNexusOperationAttributes = Self(rawValue: 32)
        package static let pendingNexusOperationsLimitExceeded = Self(rawValue: 33)
        package static let badRequestCancelNexusOperationAttributes = Self(rawValue: 34)
        package static let featureDisabled = Self(rawValue: 35)
        package static let grpcMessageTooLarge = Self(rawValue: 36)
        package static let payloadsTooLarge = Self(rawValue: 37)
        package static let externalStorageFailure = Self(rawValue: 38)
        package static let workflowPauseRequestedBeforeTaskStarted = Self(rawValue: 39)
        package static let requestTooLarge = Self(rawValue: 40)

        package static let names = EnumNames<Self>(
            prefix: "WORKFLOW_TASK_FAILED_CAUSE_",
            [
                .unspecified: "UNSPECIFIED",
                .unhandledCommand: "UNHANDLED_COMMAND",
                .badScheduleActivityAttributes: "BAD_SCHEDULE_ACTIVITY_ATTRIBUTES",
                .badRequestCancelActivityAttributes: "BAD_REQUEST_CANCEL_ACTIVITY_ATTRIBUTES",
                .badStartTimerAttributes: "BAD_START_TIMER_ATTRIBUTES",
                .badCancelTimerAttributes: "BAD_CANCEL_TIMER_ATTRIBUTES",
                .badRecordMarkerAttributes: "BAD_RECORD_MARKER_ATTRIBUTES",
                .badCompleteWorkflowExecutionAttributes: "BAD_COMPLETE_WORKFLOW_EXECUTION_ATTRIBUTES",
                .badFailWorkflowExecutionAttributes: "BAD_FAIL_WORKFLOW_EXECUTION_ATTRIBUTES",
                .badCancelWorkflowExecutionAttributes: "BAD_CANCEL_WORKFLOW_EXECUTION_ATTRIBUTES",
                .badRequestCancelExternalWorkflowExecutionAttributes:
                    "BAD_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_ATTRIBUTES",
                .badContinueAsNewAttributes: "BAD_CONTINUE_AS_NEW_ATTRIBUTES",
                .startTimerDuplicateID: "START_TIMER_DUPLICATE_ID",
                .resetStickyTaskQueue: "RESET_STICKY_TASK_QUEUE",
                .workflowWorkerUnhandledFailure: "WORKFLOW_WORKER_UNHANDLED_FAILURE",
                .badSignalWorkflowExecutionAttributes: "BAD_SIGNAL_WORKFLOW_EXECUTION_ATTRIBUTES",
                .badStartChildExecutionAttributes: "BAD_START_CHILD_EXECUTION_ATTRIBUTES",
                .forceCloseCommand: "FORCE_CLOSE_COMMAND",
                .failoverCloseCommand: "FAILOVER_CLOSE_COMMAND",
                .badSignalInputSize: "BAD_SIGNAL_INPUT_SIZE",
                .resetWorkflow: "RESET_WORKFLOW",
                .badBinary: "BAD_BINARY",
                .scheduleActivityDuplicateID: "SCHEDULE_ACTIVITY_DUPLICATE_ID",
                .badSearchAttributes: "BAD_SEARCH_ATTRIBUTES",
                .nonDeterministicError: "NON_DETERMINISTIC_ERROR",
                .badModifyWorkflowPropertiesAttributes: "BAD_MODIFY_WORKFLOW_PROPERTIES_ATTRIBUTES",
                .pendingChildWorkflowsLimitExceeded: "PENDING_CHILD_WORKFLOWS_LIMIT_EXCEEDED",
                .pendingActivitiesLimitExceeded: "PENDING_ACTIVITIES_LIMIT_EXCEEDED",
                .pendingSignalsLimitExceeded: "PENDING_SIGNALS_LIMIT_EXCEEDED",
                .pendingRequestCancelLimitExceeded: "PENDING_REQUEST_CANCEL_LIMIT_EXCEEDED",
                .badUpdateWorkflowExecutionMessage: "BAD_UPDATE_WORKFLOW_EXECUTION_MESSAGE",
                .unhandledUpdate: "UNHANDLED_UPDATE",
                .badScheduleNexusOperationAttributes: "BAD_SCHEDULE_NEXUS_OPERATION_ATTRIBUTES",
                .pendingNexusOperationsLimitExceeded: "PENDING_NEXUS_OPERATIONS_LIMIT_EXCEEDED",
                .badRequestCancelNexusOperationAttributes: "BAD_REQUEST_CANCEL_NEXUS_OPERATION_ATTRIBUTES",
                .featureDisabled: "FEATURE_DISABLED",
                .grpcMessageTooLarge: "GRPC_MESSAGE_TOO_LARGE",
                .payloadsTooLarge: "PAYLOADS_TOO_LARGE",
                .externalStorageFailure: "EXTERNAL_STORAGE_FAILURE",
                .workflowPauseRequestedBeforeTaskStarted: "WORKFLOW_PAUSE_REQUESTED_BEFORE_TASK_STARTED",
                .requestTooLarge: "REQUEST_TOO_LARGE",
            ])
    }

    package struct ActivityTaskFailedCause: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ActivityTaskFailedCause"

        package static let unspecified = Self(rawValue: 0)
        package static let payloadsTooLarge = Self(rawValue: 1)
        package static let externalStorageFailure = Self(rawValue: 2)
        package static let activityWorkerUnhandledFailure = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "ACTIVITY_TASK_FAILED_CAUSE_",
            [
                .unspecified: "UNSPECIFIED",
                .payloadsTooLarge: "PAYLOADS_TOO_LARGE",
                .externalStorageFailure: "EXTERNAL_STORAGE_FAILURE",
                .activityWorkerUnhandledFailure: "ACTIVITY_WORKER_UNHANDLED_FAILURE",
            ])
    }

    package struct StartChildWorkflowExecutionFailedCause: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.StartChildWorkflowExecutionFailedCause"

        package static let unspecified = Self(rawValue: 0)
        package static let workflowAlreadyExists = Self(rawValue: 1)
        package static let namespaceNotFound = Self(rawValue: 2)
        package static let invalidVersioningOverride = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_",
            [
                .unspecified: "UNSPECIFIED",
                .workflowAlreadyExists: "WORKFLOW_ALREADY_EXISTS",
                .namespaceNotFound: "NAMESPACE_NOT_FOUND",
                .invalidVersioningOverride: "INVALID_VERSIONING_OVERRIDE",
            ])
    }

    package struct CancelExternalWorkflowExecutionFailedCause: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.CancelExternalWorkflowExecutionFailedCause"

        package static let unspecified = Self(rawValue: 0)
        package static let externalWorkflowExecutionNotFound = Self(rawValue: 1)
        package static let namespaceNotFound = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_",
            [
                .unspecified: "UNSPECIFIED",
                .externalWorkflowExecutionNotFound: "EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND",
                .namespaceNotFound: "NAMESPACE_NOT_FOUND",
            ])
    }

    package struct SignalExternalWorkflowExecutionFailedCause: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.SignalExternalWorkflowExecutionFailedCause"

        package static let unspecified = Self(rawValue: 0)
        package static let externalWorkflowExecutionNotFound = Self(rawValue: 1)
        package static let namespaceNotFound = Self(rawValue: 2)
        package static let signalCountLimitExceeded = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_",
            [
                .unspecified: "UNSPECIFIED",
                .externalWorkflowExecutionNotFound: "EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND",
                .namespaceNotFound: "NAMESPACE_NOT_FOUND",
                .signalCountLimitExceeded: "SIGNAL_COUNT_LIMIT_EXCEEDED",
            ])
    }

    package struct ResourceExhaustedCause: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ResourceExhaustedCause"

        package static let unspecified = Self(rawValue: 0)
        package static let rpsLimit = Self(rawValue: 1)
        package static let concurrentLimit = Self(rawValue: 2)
        package static let systemOverloaded = Self(rawValue: 3)
        package static let persistenceLimit = Self(rawValue: 4)
        package static let busyWorkflow = Self(rawValue: 5)
        package static let apsLimit = Self(rawValue: 6)
        package static let persistenceStorageLimit = Self(rawValue: 7)
        package static let circuitBreakerOpen = Self(rawValue: 8)
        package static let opsLimit = Self(rawValue: 9)
        package static let workerDeploymentLimits = Self(rawValue: 10)
        package static let bandwidthLimit = Self(rawValue: 11)

        package static let names = EnumNames<Self>(
            prefix: "RESOURCE_EXHAUSTED_CAUSE_",
            [
                .unspecified: "UNSPECIFIED",
                .rpsLimit: "RPS_LIMIT",
                .concurrentLimit: "CONCURRENT_LIMIT",
                .systemOverloaded: "SYSTEM_OVERLOADED",
                .persistenceLimit: "PERSISTENCE_LIMIT",
                .busyWorkflow: "BUSY_WORKFLOW",
                .apsLimit: "APS_LIMIT",
                .persistenceStorageLimit: "PERSISTENCE_STORAGE_LIMIT",
                .circuitBreakerOpen: "CIRCUIT_BREAKER_OPEN",
                .opsLimit: "OPS_LIMIT",
                .workerDeploymentLimits: "WORKER_DEPLOYMENT_LIMITS",
                .bandwidthLimit: "BANDWIDTH_LIMIT",
            ])
    }
}
