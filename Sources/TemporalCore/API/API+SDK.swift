// `temporal.api.sdk.v1`: what SDKs tell the server and each other about workflows and workers.

extension API.SDK {
    package struct EnhancedStackTrace: Message {
        package var sdk: API.SDK.StackTraceSDKInfo?
        package var sources: [String: API.SDK.StackTraceFileSlice] = [:]
        package var stacks: [API.SDK.StackTrace] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.EnhancedStackTrace" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "sdk", &sdk)
            visitor.field(2, "sources", &sources)
            visitor.field(3, "stacks", &stacks)
        }
    }

    package struct StackTraceSDKInfo: Message {
        package var name = ""
        package var version = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.StackTraceSDKInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
            visitor.field(2, "version", &version)
        }
    }

    package struct StackTraceFileSlice: Message, MapValue {
        package var lineOffset: UInt32 = 0
        package var content = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.StackTraceFileSlice" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "line_offset", &lineOffset)
            visitor.field(2, "content", &content)
        }
    }

    package struct StackTraceFileLocation: Message {
        package var filePath = ""
        package var line: Int32 = 0
        package var column: Int32 = 0
        package var functionName = ""
        package var internalCode = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.StackTraceFileLocation" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "file_path", &filePath)
            visitor.field(2, "line", &line)
            visitor.field(3, "column", &column)
            visitor.field(4, "function_name", &functionName)
            visitor.field(5, "internal_code", &internalCode)
        }
    }

    package struct StackTrace: Message {
        package var locations: [API.SDK.StackTraceFileLocation] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.StackTrace" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "locations", &locations)
        }
    }

    package struct EventGroupMarker: Message {
        package var variant: Variant?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.EventGroupMarker" }

        package indirect enum Variant: Sendable, Equatable {
            case label(API.SDK.EventGroupMarker.Label)
            case inboundEvent(API.SDK.EventGroupMarker.InboundEvent)
            case inboundUpdate(API.SDK.EventGroupMarker.InboundUpdate)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "label", &variant, Variant.label) {
                if case .label(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "inbound_event", &variant, Variant.inboundEvent) {
                if case .inboundEvent(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "inbound_update", &variant, Variant.inboundUpdate) {
                if case .inboundUpdate(let value) = $0 { value } else { nil }
            }
        }

        package struct Label: Message {
            package var id = ""
            package var label: Payload?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.sdk.v1.EventGroupMarker.Label" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "id", &id)
                visitor.field(2, "label", &label)
            }
        }

        package struct InboundEvent: Message {
            package var inboundEventID: Int64 = 0
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.sdk.v1.EventGroupMarker.InboundEvent" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "inbound_event_id", &inboundEventID)
            }
        }

        package struct InboundUpdate: Message {
            package var inboundUpdateID = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.sdk.v1.EventGroupMarker.InboundUpdate" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "inbound_update_id", &inboundUpdateID)
            }
        }
    }

    package struct WorkflowTaskCompletedMetadata: Message {
        package var coreUsedFlags: [UInt32] = []
        package var langUsedFlags: [UInt32] = []
        package var sdkName = ""
        package var sdkVersion = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.WorkflowTaskCompletedMetadata" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "core_used_flags", &coreUsedFlags)
            visitor.field(2, "lang_used_flags", &langUsedFlags)
            visitor.field(3, "sdk_name", &sdkName)
            visitor.field(4, "sdk_version", &sdkVersion)
        }
    }

    package struct UserMetadata: Message {
        package var summary: Payload?
        package var details: Payload?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.UserMetadata" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "summary", &summary)
            visitor.field(2, "details", &details)
        }
    }

    package struct WorkerConfig: Message {
        package var workflowCacheSize: Int32 = 0
        package var pollerBehavior: PollerBehavior?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.WorkerConfig" }

        package enum PollerBehavior: Sendable, Equatable {
            case simplePollerBehavior(API.SDK.WorkerConfig.SimplePollerBehavior)
            case autoscalingPollerBehavior(API.SDK.WorkerConfig.AutoscalingPollerBehavior)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_cache_size", &workflowCacheSize)
            visitor.oneof(2, "simple_poller_behavior", &pollerBehavior, PollerBehavior.simplePollerBehavior) {
                if case .simplePollerBehavior(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "autoscaling_poller_behavior", &pollerBehavior, PollerBehavior.autoscalingPollerBehavior) {
                if case .autoscalingPollerBehavior(let value) = $0 { value } else { nil }
            }
        }

        package struct SimplePollerBehavior: Message {
            package var maxPollers: Int32 = 0
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.sdk.v1.WorkerConfig.SimplePollerBehavior" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "max_pollers", &maxPollers)
            }
        }

        package struct AutoscalingPollerBehavior: Message {
            package var minPollers: Int32 = 0
            package var maxPollers: Int32 = 0
            package var initialPollers: Int32 = 0
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.sdk.v1.WorkerConfig.AutoscalingPollerBehavior" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "min_pollers", &minPollers)
                visitor.field(2, "max_pollers", &maxPollers)
                visitor.field(3, "initial_pollers", &initialPollers)
            }
        }
    }

    package struct WorkflowMetadata: Message {
        package var definition: API.SDK.WorkflowDefinition?
        package var currentDetails = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.WorkflowMetadata" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "definition", &definition)
            visitor.field(2, "current_details", &currentDetails)
        }
    }

    package struct WorkflowDefinition: Message {
        package var type = ""
        package var queryDefinitions: [API.SDK.WorkflowInteractionDefinition] = []
        package var signalDefinitions: [API.SDK.WorkflowInteractionDefinition] = []
        package var updateDefinitions: [API.SDK.WorkflowInteractionDefinition] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.WorkflowDefinition" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "type", &type)
            visitor.field(2, "query_definitions", &queryDefinitions)
            visitor.field(3, "signal_definitions", &signalDefinitions)
            visitor.field(4, "update_definitions", &updateDefinitions)
        }
    }

    package struct WorkflowInteractionDefinition: Message {
        package var name = ""
        package var description = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.sdk.v1.WorkflowInteractionDefinition" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
            visitor.field(2, "description", &description)
        }
    }
}
