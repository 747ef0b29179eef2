// `temporal.api.enums.v1`: kinds of commands, updates, resets and queries.

extension API.Enums {
    package struct CommandType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.CommandType"

        package static let unspecified = Self(rawValue: 0)
        package static let scheduleActivityTask = Self(rawValue: 1)
        package static let requestCancelActivityTask = Self(rawValue: 2)
        package static let startTimer = Self(rawValue: 3)
        package static let completeWorkflowExecution = Self(rawValue: 4)
        package static let failWorkflowExecution = Self(rawValue: 5)
        package static let cancelTimer = Self(rawValue: 6)
        package static let cancelWorkflowExecution = Self(rawValue: 7)
        package static let requestCancelExternalWorkflowExecution = Self(rawValue: 8)
        package static let recordMarker = Self(rawValue: 9)
        package static let continueAsNewWorkflowExecution = Self(rawValue: 10)
        package static let startChildWorkflowExecution = Self(rawValue: 11)
        package static let signalExternalWorkflowExecution = Self(rawValue: 12)
        package static let upsertWorkflowSearchAttributes = Self(rawValue: 13)
        package static let protocolMessage = Self(rawValue: 14)
        package static let modifyWorkflowProperties = Self(rawValue: 16)
        package static let scheduleNexusOperation = Self(rawValue: 17)
        package static let requestCancelNexusOperation = Self(rawValue: 18)

        package static let names = EnumNames<Self>(
            prefix: "COMMAND_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .scheduleActivityTask: "SCHEDULE_ACTIVITY_TASK",
                .requestCancelActivityTask: "REQUEST_CANCEL_ACTIVITY_TASK",
                .startTimer: "START_TIMER",
                .completeWorkflowExecution: "COMPLETE_WORKFLOW_EXECUTION",
                .failWorkflowExecution: "FAIL_WORKFLOW_EXECUTION",
                .cancelTimer: "CANCEL_TIMER",
                .cancelWorkflowExecution: "CANCEL_WORKFLOW_EXECUTION",
                .requestCancelExternalWorkflowExecution: "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION",
                .recordMarker: "RECORD_MARKER",
                .continueAsNewWorkflowExecution: "CONTINUE_AS_NEW_WORKFLOW_EXECUTION",
                .startChildWorkflowExecution: "START_CHILD_WORKFLOW_EXECUTION",
                .signalExternalWorkflowExecution: "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION",
                .upsertWorkflowSearchAttributes: "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
                .protocolMessage: "PROTOCOL_MESSAGE",
                .modifyWorkflowProperties: "MODIFY_WORKFLOW_PROPERTIES",
                .scheduleNexusOperation: "SCHEDULE_NEXUS_OPERATION",
                .requestCancelNexusOperation: "REQUEST_CANCEL_NEXUS_OPERATION",
            ])
    }

    package struct QueryResultType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.QueryResultType"

        package static let unspecified = Self(rawValue: 0)
        package static let answered = Self(rawValue: 1)
        package static let failed = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "QUERY_RESULT_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .answered: "ANSWERED",
                .failed: "FAILED",
            ])
    }

    package struct QueryRejectCondition: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.QueryRejectCondition"

        package static let unspecified = Self(rawValue: 0)
        package static let none = Self(rawValue: 1)
        package static let notOpen = Self(rawValue: 2)
        package static let notCompletedCleanly = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "QUERY_REJECT_CONDITION_",
            [
                .unspecified: "UNSPECIFIED",
                .none: "NONE",
                .notOpen: "NOT_OPEN",
                .notCompletedCleanly: "NOT_COMPLETED_CLEANLY",
            ])
    }

    package struct ResetReapplyExcludeType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ResetReapplyExcludeType"

        package static let unspecified = Self(rawValue: 0)
        package static let signal = Self(rawValue: 1)
        package static let update = Self(rawValue: 2)
        package static let nexus = Self(rawValue: 3)
        package static let cancelRequest = Self(rawValue: 4)

        package static let names = EnumNames<Self>(
            prefix: "RESET_REAPPLY_EXCLUDE_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .signal: "SIGNAL",
                .update: "UPDATE",
                .nexus: "NEXUS",
                .cancelRequest: "CANCEL_REQUEST",
            ])
    }

    package struct ResetReapplyType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ResetReapplyType"

        package static let unspecified = Self(rawValue: 0)
        package static let signal = Self(rawValue: 1)
        package static let none = Self(rawValue: 2)
        package static let allEligible = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "RESET_REAPPLY_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .signal: "SIGNAL",
                .none: "NONE",
                .allEligible: "ALL_ELIGIBLE",
            ])
    }

    package struct UpdateWorkflowExecutionLifecycleStage: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage"

        package static let unspecified = Self(rawValue: 0)
        package static let admitted = Self(rawValue: 1)
        package static let accepted = Self(rawValue: 2)
        package static let completed = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_",
            [
                .unspecified: "UNSPECIFIED",
                .admitted: "ADMITTED",
                .accepted: "ACCEPTED",
                .completed: "COMPLETED",
            ])
    }

    package struct UpdateAdmittedEventOrigin: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.UpdateAdmittedEventOrigin"

        package static let unspecified = Self(rawValue: 0)
        package static let reapply = Self(rawValue: 1)

        package static let names = EnumNames<Self>(
            prefix: "UPDATE_ADMITTED_EVENT_ORIGIN_",
            [
                .unspecified: "UNSPECIFIED",
                .reapply: "REAPPLY",
            ])
    }
}
