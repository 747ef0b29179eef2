// `temporal.api.testservice.v1`: the clock of the time-skipping test server.

extension API.TestService {
    package struct LockTimeSkippingRequest: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.LockTimeSkippingRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct LockTimeSkippingResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.LockTimeSkippingResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct UnlockTimeSkippingRequest: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.UnlockTimeSkippingRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct UnlockTimeSkippingResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.UnlockTimeSkippingResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct SleepUntilRequest: Message {
        package var timestamp: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.SleepUntilRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "timestamp", &timestamp)
        }
    }

    package struct SleepRequest: Message {
        package var duration: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.SleepRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "duration", &duration)
        }
    }

    package struct SleepResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.SleepResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct GetCurrentTimeResponse: Message {
        package var time: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.testservice.v1.GetCurrentTimeResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "time", &time)
        }
    }
}
