// `temporal.api.common.v1`: where workflows are reset to.

extension API.Common {
    package struct ResetOptions: Message {
        package var target: Target?
        package var resetReapplyType: API.Enums.ResetReapplyType = .unspecified
        package var currentRunOnly = false
        package var resetReapplyExcludeTypes: [API.Enums.ResetReapplyExcludeType] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.ResetOptions" }

        package enum Target: Sendable, Equatable {
            case firstWorkflowTask(API.Google.Empty)
            case lastWorkflowTask(API.Google.Empty)
            case workflowTaskID(Int64)
            case buildID(String)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "first_workflow_task", &target, Target.firstWorkflowTask) {
                if case .firstWorkflowTask(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "last_workflow_task", &target, Target.lastWorkflowTask) {
                if case .lastWorkflowTask(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "workflow_task_id", &target, Target.workflowTaskID) {
                if case .workflowTaskID(let value) = $0 { value } else { nil }
            }
            visitor.oneof(4, "build_id", &target, Target.buildID) {
                if case .buildID(let value) = $0 { value } else { nil }
            }
            visitor.field(10, "reset_reapply_type", &resetReapplyType)
            visitor.field(11, "current_run_only", &currentRunOnly)
            visitor.field(12, "reset_reapply_exclude_types", &resetReapplyExcludeTypes)
        }
    }
}
