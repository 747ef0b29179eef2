// `temporal.api.enums.v1`: states and policies of workflow executions.

extension API.Enums {
    package struct WorkflowIDReusePolicy: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.WorkflowIdReusePolicy"

        package static let unspecified = Self(rawValue: 0)
        package static let allowDuplicate = Self(rawValue: 1)
        package static let allowDuplicateFailedOnly = Self(rawValue: 2)
        package static let rejectDuplicate = Self(rawValue: 3)
        package static let terminateIfRunning = Self(rawValue: 4)

        package static let names = EnumNames<Self>(
            prefix: "WORKFLOW_ID_REUSE_POLICY_",
            [
                .unspecified: "UNSPECIFIED",
                .allowDuplicate: "ALLOW_DUPLICATE",
                .allowDuplicateFailedOnly: "ALLOW_DUPLICATE_FAILED_ONLY",
                .rejectDuplicate: "REJECT_DUPLICATE",
                .terminateIfRunning: "TERMINATE_IF_RUNNING",
            ])
    }

    package struct WorkflowIDConflictPolicy: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.WorkflowIdConflictPolicy"

        package static let unspecified = Self(rawValue: 0)
        package static let fail = Self(rawValue: 1)
        package static let useExisting = Self(rawValue: 2)
        package static let terminateExisting = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "WORKFLOW_ID_CONFLICT_POLICY_",
            [
                .unspecified: "UNSPECIFIED",
                .fail: "FAIL",
                .useExisting: "USE_EXISTING",
                .terminateExisting: "TERMINATE_EXISTING",
            ])
    }

    package struct ParentClosePolicy: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ParentClosePolicy"

        package static let unspecified = Self(rawValue: 0)
        package static let terminate = Self(rawValue: 1)
        package static let abandon = Self(rawValue: 2)
        package static let requestCancel = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "PARENT_CLOSE_POLICY_",
            [
                .unspecified: "UNSPECIFIED",
                .terminate: "TERMINATE",
                .abandon: "ABANDON",
                .requestCancel: "REQUEST_CANCEL",
            ])
    }

    package struct ContinueAsNewInitiator: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ContinueAsNewInitiator"

        package static let unspecified = Self(rawValue: 0)
        package static let workflow = Self(rawValue: 1)
        package static let retry = Self(rawValue: 2)
        package static let cronSchedule = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "CONTINUE_AS_NEW_INITIATOR_",
            [
                .unspecified: "UNSPECIFIED",
                .workflow: "WORKFLOW",
                .retry: "RETRY",
                .cronSchedule: "CRON_SCHEDULE",
            ])
    }

    package struct WorkflowExecutionStatus: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.WorkflowExecutionStatus"

        package static let unspecified = Self(rawValue: 0)
        package static let running = Self(rawValue: 1)
        package static let completed = Self(rawValue: 2)
        package static let failed = Self(rawValue: 3)
        package static let canceled = Self(rawValue: 4)
        package static let terminated = Self(rawValue: 5)
        package static let continuedAsNew = Self(rawValue: 6)
        package static let timedOut = Self(rawValue: 7)
        package static let paused = Self(rawValue: 8)

        package static let names = EnumNames<Self>(
            prefix: "WORKFLOW_EXECUTION_STATUS_",
            [
                .unspecified: "UNSPECIFIED",
                .running: "RUNNING",
                .completed: "COMPLETED",
                .failed: "FAILED",
                .canceled: "CANCELED",
                .terminated: "TERMINATED",
                .continuedAsNew: "CONTINUED_AS_NEW",
                .timedOut: "TIMED_OUT",
                .paused: "PAUSED",
            ])
    }

    package struct PendingActivityState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.PendingActivityState"

        package static let unspecified = Self(rawValue: 0)
        package static let scheduled = Self(rawValue: 1)
        package static let started = Self(rawValue: 2)
        package static let cancelRequested = Self(rawValue: 3)
        package static let paused = Self(rawValue: 4)
        package static let pauseRequested = Self(rawValue: 5)

        package static let names = EnumNames<Self>(
            prefix: "PENDING_ACTIVITY_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .scheduled: "SCHEDULED",
                .started: "STARTED",
                .cancelRequested: "CANCEL_REQUESTED",
                .paused: "PAUSED",
                .pauseRequested: "PAUSE_REQUESTED",
            ])
    }

    package struct PendingWorkflowTaskState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.PendingWorkflowTaskState"

        package static let unspecified = Self(rawValue: 0)
        package static let scheduled = Self(rawValue: 1)
        package static let started = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "PENDING_WORKFLOW_TASK_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .scheduled: "SCHEDULED",
                .started: "STARTED",
            ])
    }

    package struct HistoryEventFilterType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.HistoryEventFilterType"

        package static let unspecified = Self(rawValue: 0)
        package static let allEvent = Self(rawValue: 1)
        package static let closeEvent = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "HISTORY_EVENT_FILTER_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .allEvent: "ALL_EVENT",
                .closeEvent: "CLOSE_EVENT",
            ])
    }

    package struct RetryState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.RetryState"

        package static let unspecified = Self(rawValue: 0)
        package static let inProgress = Self(rawValue: 1)
        package static let nonRetryableFailure = Self(rawValue: 2)
        package static let timeout = Self(rawValue: 3)
        package static let maximumAttemptsReached = Self(rawValue: 4)
        package static let retryPolicyNotSet = Self(rawValue: 5)
        package static let internalServerError = Self(rawValue: 6)
        package static let cancelRequested = Self(rawValue: 7)

        package static let names = EnumNames<Self>(
            prefix: "RETRY_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .inProgress: "IN_PROGRESS",
                .nonRetryableFailure: "NON_RETRYABLE_FAILURE",
                .timeout: "TIMEOUT",
                .maximumAttemptsReached: "MAXIMUM_ATTEMPTS_REACHED",
                .retryPolicyNotSet: "RETRY_POLICY_NOT_SET",
                .internalServerError: "INTERNAL_SERVER_ERROR",
                .cancelRequested: "CANCEL_REQUESTED",
            ])
    }

    package struct TimeoutType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.TimeoutType"

        package static let unspecified = Self(rawValue: 0)
        package static let startToClose = Self(rawValue: 1)
        package static let scheduleToStart = Self(rawValue: 2)
        package static let scheduleToClose = Self(rawValue: 3)
        package static let heartbeat = Self(rawValue: 4)

        package static let names = EnumNames<Self>(
            prefix: "TIMEOUT_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .startToClose: "START_TO_CLOSE",
                .scheduleToStart: "SCHEDULE_TO_START",
                .scheduleToClose: "SCHEDULE_TO_CLOSE",
                .heartbeat: "HEARTBEAT",
            ])
    }

    package struct VersioningBehavior: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.VersioningBehavior"

        package static let unspecified = Self(rawValue: 0)
        package static let pinned = Self(rawValue: 1)
        package static let autoUpgrade = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "VERSIONING_BEHAVIOR_",
            [
                .unspecified: "UNSPECIFIED",
                .pinned: "PINNED",
                .autoUpgrade: "AUTO_UPGRADE",
            ])
    }

    package struct ContinueAsNewVersioningBehavior: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ContinueAsNewVersioningBehavior"

        package static let unspecified = Self(rawValue: 0)
        package static let autoUpgrade = Self(rawValue: 1)
        package static let useRampingVersion = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "CONTINUE_AS_NEW_VERSIONING_BEHAVIOR_",
            [
                .unspecified: "UNSPECIFIED",
                .autoUpgrade: "AUTO_UPGRADE",
                .useRampingVersion: "USE_RAMPING_VERSION",
            ])
    }

    package struct SuggestContinueAsNewReason: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.SuggestContinueAsNewReason"

        package static let unspecified = Self(rawValue: 0)
        package static let historySizeTooLarge = Self(rawValue: 1)
        package static let tooManyHistoryEvents = Self(rawValue: 2)
        package static let tooManyUpdates = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "SUGGEST_CONTINUE_AS_NEW_REASON_",
            [
                .unspecified: "UNSPECIFIED",
                .historySizeTooLarge: "HISTORY_SIZE_TOO_LARGE",
                .tooManyHistoryEvents: "TOO_MANY_HISTORY_EVENTS",
                .tooManyUpdates: "TOO_MANY_UPDATES",
            ])
    }
}
