// `temporal.api.workflowservice.v1`: batch jobs.

extension API.WorkflowService {
    package struct StartBatchOperationRequest: Message {
        package var namespace = ""
        package var visibilityQuery = ""
        package var jobID = ""
        package var reason = ""
        package var executions: [API.Common.WorkflowExecution] = []
        package var targetExecutions: [API.Common.Execution] = []
        package var maxOperationsPerSecond: Float = 0
        package var operation: Operation?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StartBatchOperationRequest" }

        package indirect enum Operation: Sendable, Equatable {
            case terminationOperation(API.Batch.BatchOperationTermination)
            case signalOperation(API.Batch.BatchOperationSignal)
            case cancellationOperation(API.Batch.BatchOperationCancellation)
            case deletionOperation(API.Batch.BatchOperationDeletion)
            case resetOperation(API.Batch.BatchOperationReset)
            case updateWorkflowOptionsOperation(API.Batch.BatchOperationUpdateWorkflowExecutionOptions)
            case unpauseActivitiesOperation(API.Batch.BatchOperationUnpauseActivities)
            case resetActivitiesOperation(API.Batch.BatchOperationResetActivities)
            case updateActivityOptionsOperation(API.Batch.BatchOperationUpdateActivityOptions)
            case cancelActivitiesOperation(API.Batch.BatchOperationCancelActivities)
            case terminateActivitiesOperation(API.Batch.BatchOperationTerminateActivities)
            case deleteActivitiesOperation(API.Batch.BatchOperationDeleteActivities)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "visibility_query", &visibilityQuery)
            visitor.field(3, "job_id", &jobID)
            visitor.field(4, "reason", &reason)
            visitor.field(5, "executions", &executions)
            visitor.field(6, "max_operations_per_second", &maxOperationsPerSecond)
            visitor.oneof(10, "termination_operation", &operation, Operation.terminationOperation) {
                if case .terminationOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(11, "signal_operation", &operation, Operation.signalOperation) {
                if case .signalOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(12, "cancellation_operation", &operation, Operation.cancellationOperation) {
                if case .cancellationOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(13, "deletion_operation", &operation, Operation.deletionOperation) {
                if case .deletionOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(14, "reset_operation", &operation, Operation.resetOperation) {
                if case .resetOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(15, "update_workflow_options_operation", &operation, Operation.updateWorkflowOptionsOperation)
            {
                if case .updateWorkflowOptionsOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(16, "unpause_activities_operation", &operation, Operation.unpauseActivitiesOperation) {
                if case .unpauseActivitiesOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(17, "reset_activities_operation", &operation, Operation.resetActivitiesOperation) {
                if case .resetActivitiesOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(18, "update_activity_options_operation", &operation, Operation.updateActivityOptionsOperation)
            {
                if case .updateActivityOptionsOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(19, "cancel_activities_operation", &operation, Operation.cancelActivitiesOperation) {
                if case .cancelActivitiesOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(20, "terminate_activities_operation", &operation, Operation.terminateActivitiesOperation) {
                if case .terminateActivitiesOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(21, "delete_activities_operation", &operation, Operation.deleteActivitiesOperation) {
                if case .deleteActivitiesOperation(let value) = $0 { value } else { nil }
            }
            visitor.field(22, "target_executions", &targetExecutions)
        }
    }

    package struct StartBatchOperationResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StartBatchOperationResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct StopBatchOperationRequest: Message {
        package var namespace = ""
        package var jobID = ""
        package var reason = ""
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StopBatchOperationRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "job_id", &jobID)
            visitor.field(3, "reason", &reason)
            visitor.field(4, "identity", &identity)
        }
    }

    package struct StopBatchOperationResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StopBatchOperationResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct DescribeBatchOperationRequest: Message {
        package var namespace = ""
        package var jobID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeBatchOperationRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "job_id", &jobID)
        }
    }

    package struct DescribeBatchOperationResponse: Message {
        package var operationType: API.Enums.BatchOperationType = .unspecified
        package var jobID = ""
        package var state: API.Enums.BatchOperationState = .unspecified
        package var startTime: Timestamp?
        package var closeTime: Timestamp?
        package var totalOperationCount: Int64 = 0
        package var completeOperationCount: Int64 = 0
        package var failureOperationCount: Int64 = 0
        package var identity = ""
        package var reason = ""
        package var query = ""
        package var executions: [API.Common.Execution] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeBatchOperationResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "operation_type", &operationType)
            visitor.field(2, "job_id", &jobID)
            visitor.field(3, "state", &state)
            visitor.field(4, "start_time", &startTime)
            visitor.field(5, "close_time", &closeTime)
            visitor.field(6, "total_operation_count", &totalOperationCount)
            visitor.field(7, "complete_operation_count", &completeOperationCount)
            visitor.field(8, "failure_operation_count", &failureOperationCount)
            visitor.field(9, "identity", &identity)
            visitor.field(10, "reason", &reason)
            visitor.field(11, "query", &query)
            visitor.field(12, "executions", &executions)
        }
    }
}
