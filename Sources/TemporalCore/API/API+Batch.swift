// `temporal.api.batch.v1`: what a batch job does with each execution.

extension API.Batch {
    package struct BatchOperationTermination: Message {
        package var details: API.Common.Payloads?
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationTermination" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "details", &details)
            visitor.field(2, "identity", &identity)
        }
    }

    package struct BatchOperationSignal: Message {
        package var signal = ""
        package var input: API.Common.Payloads?
        package var header: API.Common.Header?
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationSignal" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "signal", &signal)
            visitor.field(2, "input", &input)
            visitor.field(3, "header", &header)
            visitor.field(4, "identity", &identity)
        }
    }

    package struct BatchOperationCancellation: Message {
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationCancellation" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
        }
    }

    package struct BatchOperationDeletion: Message {
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationDeletion" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
        }
    }

    package struct BatchOperationReset: Message {
        package var identity = ""
        package var options: API.Common.ResetOptions?
        package var resetType: API.Enums.ResetType = .unspecified
        package var resetReapplyType: API.Enums.ResetReapplyType = .unspecified
        package var postResetOperations: [API.Workflow.PostResetOperation] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationReset" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "reset_type", &resetType)
            visitor.field(2, "reset_reapply_type", &resetReapplyType)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "options", &options)
            visitor.field(5, "post_reset_operations", &postResetOperations)
        }
    }

    package struct BatchOperationUpdateWorkflowExecutionOptions: Message {
        package var identity = ""
        package var workflowExecutionOptions: API.Workflow.WorkflowExecutionOptions?
        package var updateMask: API.Google.FieldMask?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationUpdateWorkflowExecutionOptions" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.field(2, "workflow_execution_options", &workflowExecutionOptions)
            visitor.field(3, "update_mask", &updateMask)
        }
    }

    package struct BatchOperationUnpauseActivities: Message {
        package var identity = ""
        package var activity: Activity?
        package var resetAttempts = false
        package var resetHeartbeat = false
        package var jitter: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationUnpauseActivities" }

        package enum Activity: Sendable, Equatable {
            case type(String)
            case matchAll(Bool)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.oneof(2, "type", &activity, Activity.type) {
                if case .type(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "match_all", &activity, Activity.matchAll) {
                if case .matchAll(let value) = $0 { value } else { nil }
            }
            visitor.field(4, "reset_attempts", &resetAttempts)
            visitor.field(5, "reset_heartbeat", &resetHeartbeat)
            visitor.field(6, "jitter", &jitter)
        }
    }

    package struct BatchOperationResetActivities: Message {
        package var identity = ""
        package var activity: Activity?
        package var resetAttempts = false
        package var resetHeartbeat = false
        package var keepPaused = false
        package var jitter: Duration?
        package var restoreOriginalOptions = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationResetActivities" }

        package enum Activity: Sendable, Equatable {
            case type(String)
            case matchAll(Bool)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.oneof(2, "type", &activity, Activity.type) {
                if case .type(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "match_all", &activity, Activity.matchAll) {
                if case .matchAll(let value) = $0 { value } else { nil }
            }
            visitor.field(4, "reset_attempts", &resetAttempts)
            visitor.field(5, "reset_heartbeat", &resetHeartbeat)
            visitor.field(6, "keep_paused", &keepPaused)
            visitor.field(7, "jitter", &jitter)
            visitor.field(8, "restore_original_options", &restoreOriginalOptions)
        }
    }

    package struct BatchOperationUpdateActivityOptions: Message {
        package var identity = ""
        package var activity: Activity?
        package var activityOptions: API.Activity.ActivityOptions?
        package var updateMask: API.Google.FieldMask?
        package var restoreOriginal = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationUpdateActivityOptions" }

        package enum Activity: Sendable, Equatable {
            case type(String)
            case matchAll(Bool)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.oneof(2, "type", &activity, Activity.type) {
                if case .type(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "match_all", &activity, Activity.matchAll) {
                if case .matchAll(let value) = $0 { value } else { nil }
            }
            visitor.field(4, "activity_options", &activityOptions)
            visitor.field(5, "update_mask", &updateMask)
            visitor.field(6, "restore_original", &restoreOriginal)
        }
    }

    package struct BatchOperationCancelActivities: Message {
        package var identity = ""
        package var reason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationCancelActivities" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.field(2, "reason", &reason)
        }
    }

    package struct BatchOperationTerminateActivities: Message {
        package var identity = ""
        package var reason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationTerminateActivities" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "identity", &identity)
            visitor.field(2, "reason", &reason)
        }
    }

    package struct BatchOperationDeleteActivities: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.batch.v1.BatchOperationDeleteActivities" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
