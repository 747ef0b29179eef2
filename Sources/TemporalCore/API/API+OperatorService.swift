// `temporal.api.operatorservice.v1`: the calls about search attributes.

extension API.OperatorService {
    package struct AddSearchAttributesRequest: Message {
        package var searchAttributes: [String: API.Enums.IndexedValueType] = [:]
        package var namespace = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.operatorservice.v1.AddSearchAttributesRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "search_attributes", &searchAttributes)
            visitor.field(2, "namespace", &namespace)
        }
    }

    package struct AddSearchAttributesResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.operatorservice.v1.AddSearchAttributesResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct RemoveSearchAttributesRequest: Message {
        package var searchAttributes: [String] = []
        package var namespace = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.operatorservice.v1.RemoveSearchAttributesRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "search_attributes", &searchAttributes)
            visitor.field(2, "namespace", &namespace)
        }
    }

    package struct RemoveSearchAttributesResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.operatorservice.v1.RemoveSearchAttributesResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct ListSearchAttributesRequest: Message {
        package var namespace = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.operatorservice.v1.ListSearchAttributesRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
        }
    }

    package struct ListSearchAttributesResponse: Message {
        package var customAttributes: [String: API.Enums.IndexedValueType] = [:]
        package var systemAttributes: [String: API.Enums.IndexedValueType] = [:]
        package var storageSchema: [String: String] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.operatorservice.v1.ListSearchAttributesResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "custom_attributes", &customAttributes)
            visitor.field(2, "system_attributes", &systemAttributes)
            visitor.field(3, "storage_schema", &storageSchema)
        }
    }
}
