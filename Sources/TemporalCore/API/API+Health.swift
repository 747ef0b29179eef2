// `grpc.health.v1`: whether a server is ready.

extension API.Health {
    package struct HealthCheckRequest: Message {
        package var service = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "grpc.health.v1.HealthCheckRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "service", &service)
        }
    }

    package struct HealthCheckResponse: Message {
        package var status: ServingStatus = .unknown
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "grpc.health.v1.HealthCheckResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "status", &status)
        }

        package struct ServingStatus: ProtoEnum {
            package let rawValue: Int32

            package init(rawValue: Int32) { self.rawValue = rawValue }
            package static let protoName = "grpc.health.v1.HealthCheckResponse.ServingStatus"

            package static let unknown = Self(rawValue: 0)
            package static let serving = Self(rawValue: 1)
            package static let notServing = Self(rawValue: 2)
            package static let serviceUnknown = Self(rawValue: 3)

            package static let names = EnumNames<Self>(
                prefix: "",
                [
                    .unknown: "UNKNOWN",
                    .serving: "SERVING",
                    .notServing: "NOT_SERVING",
                    .serviceUnknown: "SERVICE_UNKNOWN",
                ])
        }
    }
}
