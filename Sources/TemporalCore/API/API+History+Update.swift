// `temporal.api.history.v1`: what update events say.

extension API.History {
    package struct WorkflowExecutionUpdateAcceptedEventAttributes: Message {
        package var protocolInstanceID = ""
        package var acceptedRequestMessageID = ""
        package var acceptedRequestSequencingEventID: Int64 = 0
        @Boxed package var acceptedRequest: API.Update.Request?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionUpdateAcceptedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "protocol_instance_id", &protocolInstanceID)
            visitor.field(2, "accepted_request_message_id", &acceptedRequestMessageID)
            visitor.field(3, "accepted_request_sequencing_event_id", &acceptedRequestSequencingEventID)
            visitor.field(4, "accepted_request", &_acceptedRequest)
        }
    }

    package struct WorkflowExecutionUpdateCompletedEventAttributes: Message {
        package var meta: API.Update.Meta?
        package var outcome: API.Update.Outcome?
        package var acceptedEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionUpdateCompletedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "meta", &meta)
            visitor.field(2, "outcome", &outcome)
            visitor.field(3, "accepted_event_id", &acceptedEventID)
        }
    }

    package struct WorkflowExecutionUpdateRejectedEventAttributes: Message {
        package var protocolInstanceID = ""
        package var rejectedRequestMessageID = ""
        package var rejectedRequestSequencingEventID: Int64 = 0
        @Boxed package var rejectedRequest: API.Update.Request?
        @Boxed package var failure: API.Failure.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionUpdateRejectedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "protocol_instance_id", &protocolInstanceID)
            visitor.field(2, "rejected_request_message_id", &rejectedRequestMessageID)
            visitor.field(3, "rejected_request_sequencing_event_id", &rejectedRequestSequencingEventID)
            visitor.field(4, "rejected_request", &_rejectedRequest)
            visitor.field(5, "failure", &_failure)
        }
    }

    package struct WorkflowExecutionUpdateAdmittedEventAttributes: Message {
        @Boxed package var request: API.Update.Request?
        package var origin: API.Enums.UpdateAdmittedEventOrigin = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.WorkflowExecutionUpdateAdmittedEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "request", &_request)
            visitor.field(2, "origin", &origin)
        }
    }
}
