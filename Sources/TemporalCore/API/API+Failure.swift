// `temporal.api.failure.v1`: a failure as it travels, with its cause inside.

extension API.Failure {
    package struct ApplicationFailureInfo: Message {
        package var type = ""
        package var nonRetryable = false
        package var details: API.Common.Payloads?
        package var nextRetryDelay: Duration?
        package var category: API.Enums.ApplicationErrorCategory = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.ApplicationFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "type", &type)
            visitor.field(2, "non_retryable", &nonRetryable)
            visitor.field(3, "details", &details)
            visitor.field(4, "next_retry_delay", &nextRetryDelay)
            visitor.field(5, "category", &category)
        }
    }

    package struct TimeoutFailureInfo: Message {
        package var timeoutType: API.Enums.TimeoutType = .unspecified
        package var lastHeartbeatDetails: API.Common.Payloads?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.TimeoutFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "timeout_type", &timeoutType)
            visitor.field(2, "last_heartbeat_details", &lastHeartbeatDetails)
        }
    }

    package struct CanceledFailureInfo: Message {
        package var details: API.Common.Payloads?
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.CanceledFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "details", &details)
            visitor.field(2, "identity", &identity)
        }
    }

    package struct TerminatedFailureInfo: Message {
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.TerminatedFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
        }
    }

    package struct ServerFailureInfo: Message {
        package var nonRetryable = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.ServerFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "non_retryable", &nonRetryable)
        }
    }

    package struct ResetWorkflowFailureInfo: Message {
        package var lastHeartbeatDetails: API.Common.Payloads?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.ResetWorkflowFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "last_heartbeat_details", &lastHeartbeatDetails)
        }
    }

    package struct ActivityFailureInfo: Message {
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var identity = ""
        package var activityType: API.Common.ActivityType?
        package var activityID = ""
        package var retryState: API.Enums.RetryState = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.ActivityFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "started_event_id", &startedEventID)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "activity_type", &activityType)
            visitor.field(5, "activity_id", &activityID)
            visitor.field(6, "retry_state", &retryState)
        }
    }

    package struct ChildWorkflowExecutionFailureInfo: Message {
        package var namespace = ""
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowType: API.Common.WorkflowType?
        package var initiatedEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var retryState: API.Enums.RetryState = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.ChildWorkflowExecutionFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_execution", &workflowExecution)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "initiated_event_id", &initiatedEventID)
            visitor.field(5, "started_event_id", &startedEventID)
            visitor.field(6, "retry_state", &retryState)
        }
    }

    package struct NexusOperationFailureInfo: Message {
        package var scheduledEventID: Int64 = 0
        package var endpoint = ""
        package var service = ""
        package var operation = ""
        package var operationID = ""
        package var operationToken = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.NexusOperationFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "endpoint", &endpoint)
            visitor.field(3, "service", &service)
            visitor.field(4, "operation", &operation)
            visitor.field(5, "operation_id", &operationID)
            visitor.field(6, "operation_token", &operationToken)
        }
    }

    package struct NexusHandlerFailureInfo: Message {
        package var type = ""
        package var retryBehavior: API.Enums.NexusHandlerErrorRetryBehavior = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.NexusHandlerFailureInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "type", &type)
            visitor.field(2, "retry_behavior", &retryBehavior)
        }
    }

    package struct Failure: Message {
        package var message = ""
        package var source = ""
        package var stackTrace = ""
        @Boxed package var cause: API.Failure.Failure?
        package var failureInfo: FailureInfo?
        @Boxed package var encodedAttributes: Payload?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.failure.v1.Failure" }

        package indirect enum FailureInfo: Sendable, Equatable {
            case applicationFailureInfo(API.Failure.ApplicationFailureInfo)
            case timeoutFailureInfo(API.Failure.TimeoutFailureInfo)
            case canceledFailureInfo(API.Failure.CanceledFailureInfo)
            case terminatedFailureInfo(API.Failure.TerminatedFailureInfo)
            case serverFailureInfo(API.Failure.ServerFailureInfo)
            case resetWorkflowFailureInfo(API.Failure.ResetWorkflowFailureInfo)
            case activityFailureInfo(API.Failure.ActivityFailureInfo)
            case childWorkflowExecutionFailureInfo(API.Failure.ChildWorkflowExecutionFailureInfo)
            case nexusOperationExecutionFailureInfo(API.Failure.NexusOperationFailureInfo)
            case nexusHandlerFailureInfo(API.Failure.NexusHandlerFailureInfo)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "message", &message)
            visitor.field(2, "source", &source)
            visitor.field(3, "stack_trace", &stackTrace)
            visitor.field(4, "cause", &_cause)
            visitor.oneof(5, "application_failure_info", &failureInfo, FailureInfo.applicationFailureInfo) {
                if case .applicationFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(6, "timeout_failure_info", &failureInfo, FailureInfo.timeoutFailureInfo) {
                if case .timeoutFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(7, "canceled_failure_info", &failureInfo, FailureInfo.canceledFailureInfo) {
                if case .canceledFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(8, "terminated_failure_info", &failureInfo, FailureInfo.terminatedFailureInfo) {
                if case .terminatedFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(9, "server_failure_info", &failureInfo, FailureInfo.serverFailureInfo) {
                if case .serverFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(10, "reset_workflow_failure_info", &failureInfo, FailureInfo.resetWorkflowFailureInfo) {
                if case .resetWorkflowFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(11, "activity_failure_info", &failureInfo, FailureInfo.activityFailureInfo) {
                if case .activityFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                12, "child_workflow_execution_failure_info", &failureInfo, FailureInfo.childWorkflowExecutionFailureInfo
            ) {
                if case .childWorkflowExecutionFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                13, "nexus_operation_execution_failure_info", &failureInfo,
                FailureInfo.nexusOperationExecutionFailureInfo
            ) {
                if case .nexusOperationExecutionFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.oneof(14, "nexus_handler_failure_info", &failureInfo, FailureInfo.nexusHandlerFailureInfo) {
                if case .nexusHandlerFailureInfo(let value) = $0 { value } else { nil }
            }
            visitor.field(20, "encoded_attributes", &_encodedAttributes)
        }
    }
}
