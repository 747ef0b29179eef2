// `temporal.api.enums.v1`: batch jobs and resets.

extension API.Enums {
    package struct BatchOperationType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.BatchOperationType"

        package static let unspecified = Self(rawValue: 0)
        package static let terminate = Self(rawValue: 1)
        package static let terminateWorkflow = Self(rawValue: 13)
        package static let cancel = Self(rawValue: 2)
        package static let cancelWorkflow = Self(rawValue: 14)
        package static let signal = Self(rawValue: 3)
        package static let signalWorkflow = Self(rawValue: 15)
        package static let delete = Self(rawValue: 4)
        package static let deleteWorkflow = Self(rawValue: 16)
        package static let reset = Self(rawValue: 5)
        package static let resetWorkflow = Self(rawValue: 17)
        package static let updateExecutionOptions = Self(rawValue: 6)
        package static let updateWorkflowExecutionOptions = Self(rawValue: 18)
        package static let unpauseActivity = Self(rawValue: 7)
        package static let updateActivityOptions = Self(rawValue: 8)
        package static let resetActivity = Self(rawValue: 9)
        package static let terminateActivity = Self(rawValue: 10)
        package static let cancelActivity = Self(rawValue: 11)
        package static let deleteActivity = Self(rawValue: 12)

        package static let names = EnumNames<Self>(
            prefix: "BATCH_OPERATION_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .terminate: "TERMINATE",
                .terminateWorkflow: "TERMINATE_WORKFLOW",
                .cancel: "CANCEL",
                .cancelWorkflow: "CANCEL_WORKFLOW",
                .signal: "SIGNAL",
                .signalWorkflow: "SIGNAL_WORKFLOW",
                .delete: "DELETE",
                .deleteWorkflow: "DELETE_WORKFLOW",
                .reset: "RESET",
                .resetWorkflow: "RESET_WORKFLOW",
                .updateExecutionOptions: "UPDATE_EXECUTION_OPTIONS",
                .updateWorkflowExecutionOptions: "UPDATE_WORKFLOW_EXECUTION_OPTIONS",
                .unpauseActivity: "UNPAUSE_ACTIVITY",
                .updateActivityOptions: "UPDATE_ACTIVITY_OPTIONS",
                .resetActivity: "RESET_ACTIVITY",
                .terminateActivity: "TERMINATE_ACTIVITY",
                .cancelActivity: "CANCEL_ACTIVITY",
                .deleteActivity: "DELETE_ACTIVITY",
            ])
    }

    package struct BatchOperationState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.BatchOperationState"

        package static let unspecified = Self(rawValue: 0)
        package static let running = Self(rawValue: 1)
        package static let completed = Self(rawValue: 2)
        package static let failed = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "BATCH_OPERATION_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .running: "RUNNING",
                .completed: "COMPLETED",
                .failed: "FAILED",
            ])
    }

    package struct ResetType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ResetType"

        package static let unspecified = Self(rawValue: 0)
        package static let firstWorkflowTask = Self(rawValue: 1)
        package static let lastWorkflowTask = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "RESET_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .firstWorkflowTask: "FIRST_WORKFLOW_TASK",
                .lastWorkflowTask: "LAST_WORKFLOW_TASK",
            ])
    }
}
