// `temporal.api.protocol.v1`: the envelope in which messages between server and workflow travel.

extension API.Protocols {
    package struct Message: TemporalCore.Message {
        package var id = ""
        package var protocolInstanceID = ""
        package var sequencingID: SequencingID?
        package var body: API.Google.AnyMessage?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.protocol.v1.Message" }

        package enum SequencingID: Sendable, Equatable {
            case eventID(Int64)
            case commandIndex(Int64)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "id", &id)
            visitor.field(2, "protocol_instance_id", &protocolInstanceID)
            visitor.oneof(3, "event_id", &sequencingID, SequencingID.eventID) {
                if case .eventID(let value) = $0 { value } else { nil }
            }
            visitor.oneof(4, "command_index", &sequencingID, SequencingID.commandIndex) {
                if case .commandIndex(let value) = $0 { value } else { nil }
            }
            visitor.field(5, "body", &body)
        }
    }
}
