// `temporal.api.workflow.v1`: options of a workflow execution, and what is done after a reset.

extension API.Workflow {
    package struct WorkflowExecutionOptions: Message {
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var priority: API.Common.Priority?
        @Boxed package var timeSkippingConfig: API.Common.TimeSkippingConfig?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.WorkflowExecutionOptions" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "versioning_override", &_versioningOverride)
            visitor.field(2, "priority", &priority)
            visitor.field(3, "time_skipping_config", &_timeSkippingConfig)
        }
    }

    package struct VersioningOverride: Message {
        package var behavior: API.Enums.VersioningBehavior = .unspecified
        package var deployment: API.Deployment.Deployment?
        package var override: Override?
        package var pinnedVersion = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.VersioningOverride" }

        package indirect enum Override: Sendable, Equatable {
            case pinned(API.Workflow.VersioningOverride.PinnedOverride)
            case autoUpgrade(Bool)
            case oneTime(API.Workflow.VersioningOverride.OneTimeOverride)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "behavior", &behavior)
            visitor.field(2, "deployment", &deployment)
            visitor.oneof(3, "pinned", &override, Override.pinned) {
                if case .pinned(let value) = $0 { value } else { nil }
            }
            visitor.oneof(4, "auto_upgrade", &override, Override.autoUpgrade) {
                if case .autoUpgrade(let value) = $0 { value } else { nil }
            }
            visitor.oneof(5, "one_time", &override, Override.oneTime) {
                if case .oneTime(let value) = $0 { value } else { nil }
            }
            visitor.field(9, "pinned_version", &pinnedVersion)
        }

        package struct PinnedOverrideBehavior: ProtoEnum {
            package let rawValue: Int32

            package init(rawValue: Int32) { self.rawValue = rawValue }
            package static let protoName = "temporal.api.workflow.v1.VersioningOverride.PinnedOverrideBehavior"

            package static let unspecified = Self(rawValue: 0)
            package static let pinned = Self(rawValue: 1)

            package static let names = EnumNames<Self>(
                prefix: "PINNED_OVERRIDE_BEHAVIOR_",
                [
                    .unspecified: "UNSPECIFIED",
                    .pinned: "PINNED",
                ])
        }

        package struct PinnedOverride: Message {
            package var behavior: API.Workflow.VersioningOverride.PinnedOverrideBehavior = .unspecified
            package var version: API.Deployment.WorkerDeploymentVersion?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.workflow.v1.VersioningOverride.PinnedOverride" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "behavior", &behavior)
                visitor.field(2, "version", &version)
            }
        }

        package struct OneTimeOverride: Message {
            package var targetDeploymentVersion: API.Deployment.WorkerDeploymentVersion?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.workflow.v1.VersioningOverride.OneTimeOverride" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "target_deployment_version", &targetDeploymentVersion)
            }
        }
    }

    package struct OnConflictOptions: Message {
        package var attachRequestID = false
        package var attachCompletionCallbacks = false
        package var attachLinks = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.OnConflictOptions" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "attach_request_id", &attachRequestID)
            visitor.field(2, "attach_completion_callbacks", &attachCompletionCallbacks)
            visitor.field(3, "attach_links", &attachLinks)
        }
    }

    package struct RequestIDInfo: Message, MapValue {
        package var eventType: API.Enums.EventType = .unspecified
        package var eventID: Int64 = 0
        package var buffered = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.RequestIdInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "event_type", &eventType)
            visitor.field(2, "event_id", &eventID)
            visitor.field(3, "buffered", &buffered)
        }
    }

    package struct PostResetOperation: Message {
        package var variant: Variant?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.PostResetOperation" }

        package indirect enum Variant: Sendable, Equatable {
            case signalWorkflow(API.Workflow.PostResetOperation.SignalWorkflow)
            case updateWorkflowOptions(API.Workflow.PostResetOperation.UpdateWorkflowOptions)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "signal_workflow", &variant, Variant.signalWorkflow) {
                if case .signalWorkflow(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "update_workflow_options", &variant, Variant.updateWorkflowOptions) {
                if case .updateWorkflowOptions(let value) = $0 { value } else { nil }
            }
        }

        package struct SignalWorkflow: Message {
            package var signalName = ""
            package var input: API.Common.Payloads?
            package var header: API.Common.Header?
            package var links: [API.Common.Link] = []
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.workflow.v1.PostResetOperation.SignalWorkflow" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "signal_name", &signalName)
                visitor.field(2, "input", &input)
                visitor.field(3, "header", &header)
                visitor.field(4, "links", &links)
            }
        }

        package struct UpdateWorkflowOptions: Message {
            package var workflowExecutionOptions: API.Workflow.WorkflowExecutionOptions?
            package var updateMask: API.Google.FieldMask?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.workflow.v1.PostResetOperation.UpdateWorkflowOptions" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "workflow_execution_options", &workflowExecutionOptions)
                visitor.field(2, "update_mask", &updateMask)
            }
        }
    }
}
