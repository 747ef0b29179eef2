// `temporal.api.common.v1`: references from one execution, event or operation to another, and callbacks.

extension API.Common {
    package struct Callback: Message {
        package var variant: Variant?
        package var links: [API.Common.Link] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Callback" }

        package indirect enum Variant: Sendable, Equatable {
            case nexus(API.Common.Callback.Nexus)
            case `internal`(API.Common.Callback.Internal)
            case nexusHandler(API.Common.Callback.NexusHandler)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(2, "nexus", &variant, Variant.nexus) {
                if case .nexus(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "internal", &variant, Variant.internal) {
                if case .internal(let value) = $0 { value } else { nil }
            }
            visitor.oneof(4, "nexus_handler", &variant, Variant.nexusHandler) {
                if case .nexusHandler(let value) = $0 { value } else { nil }
            }
            visitor.field(100, "links", &links)
        }

        package struct Nexus: Message {
            package var url = ""
            package var header: [String: String] = [:]
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Callback.Nexus" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "url", &url)
                visitor.field(2, "header", &header)
            }
        }

        package struct Internal: Message {
            package var data = Bytes()
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Callback.Internal" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "data", &data)
            }
        }

        package struct NexusHandler: Message {
            package var taskQueueName = ""
            package var service = ""
            package var operation = ""
            package var sourceContext: Payload?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Callback.NexusHandler" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "task_queue_name", &taskQueueName)
                visitor.field(2, "service", &service)
                visitor.field(3, "operation", &operation)
                visitor.field(4, "source_context", &sourceContext)
            }
        }
    }

    package struct Link: Message {
        package var variant: Variant?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Link" }

        package indirect enum Variant: Sendable, Equatable {
            case workflowEvent(API.Common.Link.WorkflowEvent)
            case batchJob(API.Common.Link.BatchJob)
            case activity(API.Common.Link.Activity)
            case nexusOperation(API.Common.Link.NexusOperation)
            case workflow(API.Common.Link.Workflow)
            case callback(API.Common.Link.Callback)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "workflow_event", &variant, Variant.workflowEvent) {
                if case .workflowEvent(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "batch_job", &variant, Variant.batchJob) {
                if case .batchJob(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "activity", &variant, Variant.activity) {
                if case .activity(let value) = $0 { value } else { nil }
            }
            visitor.oneof(4, "nexus_operation", &variant, Variant.nexusOperation) {
                if case .nexusOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(5, "workflow", &variant, Variant.workflow) {
                if case .workflow(let value) = $0 { value } else { nil }
            }
            visitor.oneof(6, "callback", &variant, Variant.callback) {
                if case .callback(let value) = $0 { value } else { nil }
            }
        }

        package struct WorkflowEvent: Message {
            package var namespace = ""
            package var workflowID = ""
            package var runID = ""
            package var reference: Reference?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Link.WorkflowEvent" }

            package enum Reference: Sendable, Equatable {
                case eventRef(API.Common.Link.WorkflowEvent.EventReference)
                case requestIDRef(API.Common.Link.WorkflowEvent.RequestIDReference)
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "namespace", &namespace)
                visitor.field(2, "workflow_id", &workflowID)
                visitor.field(3, "run_id", &runID)
                visitor.oneof(100, "event_ref", &reference, Reference.eventRef) {
                    if case .eventRef(let value) = $0 { value } else { nil }
                }
                visitor.oneof(101, "request_id_ref", &reference, Reference.requestIDRef) {
                    if case .requestIDRef(let value) = $0 { value } else { nil }
                }
            }

            package struct EventReference: Message {
                package var eventID: Int64 = 0
                package var eventType: API.Enums.EventType = .unspecified
                package var unknownFields = UnknownFields()

                package init() {}
                package static var protoName: String { "temporal.api.common.v1.Link.WorkflowEvent.EventReference" }

                package mutating func fields(_ visitor: inout some FieldVisitor) {
                    visitor.field(1, "event_id", &eventID)
                    visitor.field(2, "event_type", &eventType)
                }
            }

            package struct RequestIDReference: Message {
                package var requestID = ""
                package var eventType: API.Enums.EventType = .unspecified
                package var unknownFields = UnknownFields()

                package init() {}
                package static var protoName: String { "temporal.api.common.v1.Link.WorkflowEvent.RequestIdReference" }

                package mutating func fields(_ visitor: inout some FieldVisitor) {
                    visitor.field(1, "request_id", &requestID)
                    visitor.field(2, "event_type", &eventType)
                }
            }
        }

        package struct BatchJob: Message {
            package var jobID = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Link.BatchJob" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "job_id", &jobID)
            }
        }

        package struct Activity: Message {
            package var namespace = ""
            package var activityID = ""
            package var runID = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Link.Activity" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "namespace", &namespace)
                visitor.field(2, "activity_id", &activityID)
                visitor.field(3, "run_id", &runID)
            }
        }

        package struct NexusOperation: Message {
            package var namespace = ""
            package var operationID = ""
            package var runID = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Link.NexusOperation" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "namespace", &namespace)
                visitor.field(2, "operation_id", &operationID)
                visitor.field(3, "run_id", &runID)
            }
        }

        package struct Workflow: Message {
            package var namespace = ""
            package var workflowID = ""
            package var runID = ""
            package var reason = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Link.Workflow" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "namespace", &namespace)
                visitor.field(2, "workflow_id", &workflowID)
                visitor.field(3, "run_id", &runID)
                visitor.field(4, "reason", &reason)
            }
        }

        package struct Callback: Message {
            package var namespace = ""
            package var execution: API.Common.Execution?
            package var componentPath: [String] = []
            package var requestID = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.common.v1.Link.Callback" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "namespace", &namespace)
                visitor.field(2, "execution", &execution)
                visitor.field(3, "component_path", &componentPath)
                visitor.field(4, "request_id", &requestID)
            }
        }
    }

    package struct Principal: Message {
        package var type = ""
        package var name = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Principal" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "type", &type)
            visitor.field(2, "name", &name)
        }
    }
}
