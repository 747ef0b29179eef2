// `temporal.api.enums.v1`: the kinds of history events.

extension API.Enums {
    package struct EventType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.EventType"

        package static let unspecified = Self(rawValue: 0)
        package static let workflowExecutionStarted = Self(rawValue: 1)
        package static let workflowExecutionCompleted = Self(rawValue: 2)
        package static let workflowExecutionFailed = Self(rawValue: 3)
        package static let workflowExecutionTimedOut = Self(rawValue: 4)
        package static let workflowTaskScheduled = Self(rawValue: 5)
        package static let workflowTaskStarted = Self(rawValue: 6)
        package static let workflowTaskCompleted = Self(rawValue: 7)
        package static let workflowTaskTimedOut = Self(rawValue: 8)
        package static let workflowTaskFailed = Self(rawValue: 9)
        package static let activityTaskScheduled = Self(rawValue: 10)
        package static let activityTaskStarted = Self(rawValue: 11)
        package static let activityTaskCompleted = Self(rawValue: 12)
        package static let activityTaskFailed = Self(rawValue: 13)
        package static let activityTaskTimedOut = Self(rawValue: 14)
        package static let activityTaskCancelRequested = Self(rawValue: 15)
        package static let activityTaskCanceled = Self(rawValue: 16)
        package static let timerStarted = Self(rawValue: 17)
        package static let timerFired = Self(rawValue: 18)
        package static let timerCanceled = Self(rawValue: 19)
        package static let workflowExecutionCancelRequested = Self(rawValue: 20)
        package static let workflowExecutionCanceled = Self(rawValue: 21)
        package static let requestCancelExternalWorkflowExecutionInitiated = Self(rawValue: 22)
        package static let requestCancelExternalWorkflowExecutionFailed = Self(rawValue: 23)
        package static let externalWorkflowExecutionCancelRequested = Self(rawValue: 24)
        package static let markerRecorded = Self(rawValue: 25)
        package static let workflowExecutionSignaled = Self(rawValue: 26)
        package static let workflowExecutionTerminated = Self(rawValue: 27)
        package static let workflowExecutionContinuedAsNew = Self(rawValue: 28)
        package static let startChildWorkflowExecutionInitiated = Self(rawValue: 29)
        package static let startChildWorkflowExecutionFailed = Self(rawValue: 30)
        package static let childWorkflowExecutionStarted = Self(rawValue: 31)
        package static let childWorkflowExecutionCompleted = Self(rawValue: 32)
        package static let childWorkflowExecutionFailed = Self(rawValue: 33)
        package static let childWorkflowExecutionCanceled = Self(rawValue: 34)
        package static let childWorkflowExecutionTimedOut = Self(rawValue: 35)
        package static let childWorkflowExecutionTerminated = Self(rawValue: 36)
        package static let signalExternalWorkflowExecutionInitiated = Self(rawValue: 37)
        package static let signalExternalWorkflowExecutionFailed = Self(rawValue: 38)
        package static let externalWorkflowExecutionSignaled = Self(rawValue: 39)
        package static let upsertWorkflowSearchAttributes = Self(rawValue: 40)
        package static let workflowExecutionUpdateAdmitted = Self(rawValue: 47)
        package static let workflowExecutionUpdateAccepted = Self(rawValue: 41)
        package static let workflowExecutionUpdateRejected = Self(rawValue: 42)
        package static let workflowExecutionUpdateCompleted = Self(rawValue: 43)
        package static let workflowPropertiesModifiedExternally = Self(rawValue: 44)
        package static let activityPropertiesModifiedExternally = Self(rawValue: 45)
        package static let workflowPropertiesModified = Self(rawValue: 46)
        package static let nexusOperationScheduled = Self(rawValue: 48)
        package static let nexusOperationStarted = Self(rawValue: 49)
        package static let nexusOperationCompleted = Self(rawValue: 50)
        package static let nexusOperationFailed = Self(rawValue: 51)
        package static let nexusOperationCanceled = Self(rawValue: 52)
        package static let nexusOperationTimedOut = Self(rawValue: 53)
        package static let nexusOperationCancelRequested = Self(rawValue: 54)
        package static let workflowExecutionOptionsUpdated = Self(rawValue: 55)
        package static let nexusOperationCancelRequestCompleted = Self(rawValue: 56)
        package static let nexusOperationCancelRequestFailed = Self(rawValue: 57)
        package static let workflowExecutionPaused = Self(rawValue: 58)
        package static let workflowExecutionUnpaused = Self(rawValue: 59)
        package static let workflowExecutionTimeSkippingTransitioned = Self(rawValue: 60)

        package static let names = EnumNames<Self>(
            prefix: "EVENT_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .workflowExecutionStarted: "WORKFLOW_EXECUTION_STARTED",
                .workflowExecutionCompleted: "WORKFLOW_EXECUTION_COMPLETED",
                .workflowExecutionFailed: "WORKFLOW_EXECUTION_FAILED",
                .workflowExecutionTimedOut: "WORKFLOW_EXECUTION_TIMED_OUT",
                .workflowTaskScheduled: "WORKFLOW_TASK_SCHEDULED",
                .workflowTaskStarted: "WORKFLOW_TASK_STARTED",
                .workflowTaskCompleted: "WORKFLOW_TASK_COMPLETED",
                .workflowTaskTimedOut: "WORKFLOW_TASK_TIMED_OUT",
                .workflowTaskFailed: "WORKFLOW_TASK_FAILED",
                .activityTaskScheduled: "ACTIVITY_TASK_SCHEDULED",
                .activityTaskStarted: "ACTIVITY_TASK_STARTED",
                .activityTaskCompleted: "ACTIVITY_TASK_COMPLETED",
                .activityTaskFailed: "ACTIVITY_TASK_FAILED",
                .activityTaskTimedOut: "ACTIVITY_TASK_TIMED_OUT",
                .activityTaskCancelRequested: "ACTIVITY_TASK_CANCEL_REQUESTED",
                .activityTaskCanceled: "ACTIVITY_TASK_CANCELED",
                .timerStarted: "TIMER_STARTED",
                .timerFired: "TIMER_FIRED",
                .timerCanceled: "TIMER_CANCELED",
                .workflowExecutionCancelRequested: "WORKFLOW_EXECUTION_CANCEL_REQUESTED",
                .workflowExecutionCanceled: "WORKFLOW_EXECUTION_CANCELED",
                .requestCancelExternalWorkflowExecutionInitiated:
                    "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED",
                .requestCancelExternalWorkflowExecutionFailed: "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED",
                .externalWorkflowExecutionCancelRequested: "EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED",
                .markerRecorded: "MARKER_RECORDED",
                .workflowExecutionSignaled: "WORKFLOW_EXECUTION_SIGNALED",
                .workflowExecutionTerminated: "WORKFLOW_EXECUTION_TERMINATED",
                .workflowExecutionContinuedAsNew: "WORKFLOW_EXECUTION_CONTINUED_AS_NEW",
                .startChildWorkflowExecutionInitiated: "START_CHILD_WORKFLOW_EXECUTION_INITIATED",
                .startChildWorkflowExecutionFailed: "START_CHILD_WORKFLOW_EXECUTION_FAILED",
                .childWorkflowExecutionStarted: "CHILD_WORKFLOW_EXECUTION_STARTED",
                .childWorkflowExecutionCompleted: "CHILD_WORKFLOW_EXECUTION_COMPLETED",
                .childWorkflowExecutionFailed: "CHILD_WORKFLOW_EXECUTION_FAILED",
                .childWorkflowExecutionCanceled: "CHILD_WORKFLOW_EXECUTION_CANCELED",
                .childWorkflowExecutionTimedOut: "CHILD_WORKFLOW_EXECUTION_TIMED_OUT",
                .childWorkflowExecutionTerminated: "CHILD_WORKFLOW_EXECUTION_TERMINATED",
                .signalExternalWorkflowExecutionInitiated: "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED",
                .signalExternalWorkflowExecutionFailed: "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED",
                .externalWorkflowExecutionSignaled: "EXTERNAL_WORKFLOW_EXECUTION_SIGNALED",
                .upsertWorkflowSearchAttributes: "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
                .workflowExecutionUpdateAdmitted: "WORKFLOW_EXECUTION_UPDATE_ADMITTED",
                .workflowExecutionUpdateAccepted: "WORKFLOW_EXECUTION_UPDATE_ACCEPTED",
                .workflowExecutionUpdateRejected: "WORKFLOW_EXECUTION_UPDATE_REJECTED",
                .workflowExecutionUpdateCompleted: "WORKFLOW_EXECUTION_UPDATE_COMPLETED",
                .workflowPropertiesModifiedExternally: "WORKFLOW_PROPERTIES_MODIFIED_EXTERNALLY",
                .activityPropertiesModifiedExternally: "ACTIVITY_PROPERTIES_MODIFIED_EXTERNALLY",
                .workflowPropertiesModified: "WORKFLOW_PROPERTIES_MODIFIED",
                .nexusOperationScheduled: "NEXUS_OPERATION_SCHEDULED",
                .nexusOperationStarted: "NEXUS_OPERATION_STARTED",
                .nexusOperationCompleted: "NEXUS_OPERATION_COMPLETED",
                .nexusOperationFailed: "NEXUS_OPERATION_FAILED",
                .nexusOperationCanceled: "NEXUS_OPERATION_CANCELED",
                .nexusOperationTimedOut: "NEXUS_OPERATION_TIMED_OUT",
                .nexusOperationCancelRequested: "NEXUS_OPERATION_CANCEL_REQUESTED",
                .workflowExecutionOptionsUpdated: "WORKFLOW_EXECUTION_OPTIONS_UPDATED",
                .nexusOperationCancelRequestCompleted: "NEXUS_OPERATION_CANCEL_REQUEST_COMPLETED",
                .nexusOperationCancelRequestFailed: "NEXUS_OPERATION_CANCEL_REQUEST_FAILED",
                .workflowExecutionPaused: "WORKFLOW_EXECUTION_PAUSED",
                .workflowExecutionUnpaused: "WORKFLOW_EXECUTION_UNPAUSED",
                .workflowExecutionTimeSkippingTransitioned: "WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED",
            ])
    }
}
