// `temporal.api.update.v1`: an update's request, and what a workflow says to it.

extension API.Update {
    package struct WaitPolicy: Message {
        package var lifecycleStage: API.Enums.UpdateWorkflowExecutionLifecycleStage = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.WaitPolicy" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "lifecycle_stage", &lifecycleStage)
        }
    }

    package struct UpdateRef: Message {
        package var workflowExecution: API.Common.WorkflowExecution?
        package var updateID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.UpdateRef" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_execution", &workflowExecution)
            visitor.field(2, "update_id", &updateID)
        }
    }

    package struct Outcome: Message {
        package var value: Value?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.Outcome" }

        package indirect enum Value: Sendable, Equatable {
            case success(API.Common.Payloads)
            case failure(API.Failure.Failure)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "success", &value, Value.success) {
                if case .success(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "failure", &value, Value.failure) {
                if case .failure(let value) = $0 { value } else { nil }
            }
        }
    }

    package struct Meta: Message {
        package var updateID = ""
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.Meta" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "update_id", &updateID)
            visitor.field(2, "identity", &identity)
        }
    }

    package struct Input: Message {
        package var header: API.Common.Header?
        package var name = ""
        package var args: API.Common.Payloads?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.Input" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "header", &header)
            visitor.field(2, "name", &name)
            visitor.field(3, "args", &args)
        }
    }

    package struct Request: Message {
        package var meta: API.Update.Meta?
        package var input: API.Update.Input?
        package var requestID = ""
        package var completionCallbacks: [API.Common.Callback] = []
        package var links: [API.Common.Link] = []
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.Request" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "meta", &meta)
            visitor.field(2, "input", &input)
            visitor.field(3, "request_id", &requestID)
            visitor.field(4, "completion_callbacks", &completionCallbacks)
            visitor.field(5, "links", &links)
            visitor.field(6, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
        }
    }

    package struct Rejection: Message {
        package var rejectedRequestMessageID = ""
        package var rejectedRequestSequencingEventID: Int64 = 0
        @Boxed package var rejectedRequest: API.Update.Request?
        @Boxed package var failure: API.Failure.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.Rejection" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "rejected_request_message_id", &rejectedRequestMessageID)
            visitor.field(2, "rejected_request_sequencing_event_id", &rejectedRequestSequencingEventID)
            visitor.field(3, "rejected_request", &_rejectedRequest)
            visitor.field(4, "failure", &_failure)
        }
    }

    package struct Acceptance: Message {
        package var acceptedRequestMessageID = ""
        package var acceptedRequestSequencingEventID: Int64 = 0
        @Boxed package var acceptedRequest: API.Update.Request?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.Acceptance" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "accepted_request_message_id", &acceptedRequestMessageID)
            visitor.field(2, "accepted_request_sequencing_event_id", &acceptedRequestSequencingEventID)
            visitor.field(3, "accepted_request", &_acceptedRequest)
        }
    }

    package struct Response: Message {
        package var meta: API.Update.Meta?
        package var outcome: API.Update.Outcome?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.update.v1.Response" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "meta", &meta)
            visitor.field(2, "outcome", &outcome)
        }
    }
}
