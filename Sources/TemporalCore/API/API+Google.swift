// The well-known messages of Google that the contract reaches. `Timestamp` and `Duration` are types of their own:
// `TemporalCore.Timestamp` and Swift's `Duration`.

extension API.Google {
    package struct AnyMessage: Message {
        package var typeURL = ""
        package var value = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "google.protobuf.Any" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "type_url", &typeURL)
            visitor.field(2, "value", &value)
        }
    }

    package struct Empty: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "google.protobuf.Empty" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct FieldMask: Message {
        package var paths: [String] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "google.protobuf.FieldMask" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "paths", &paths)
        }
    }

    package struct DoubleValue: Message {
        package var value: Double = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "google.protobuf.DoubleValue" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "value", &value)
        }
    }

    package struct Status: Message {
        package var code: Int32 = 0
        package var message = ""
        package var details: [API.Google.AnyMessage] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "google.rpc.Status" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "code", &code)
            visitor.field(2, "message", &message)
            visitor.field(3, "details", &details)
        }
    }
}
