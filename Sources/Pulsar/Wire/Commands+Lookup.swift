// The commands that ask how many partitions a topic has, and which broker serves one.
import TemporalCore

struct CommandPartitionedTopicMetadata: Message {
    var topic = ""
    var requestID: UInt64 = 0
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandPartitionedTopicMetadata" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "topic", &topic)
        visitor.always(2, "request_id", &requestID)
    }
}

struct CommandPartitionedTopicMetadataResponse: Message {
    /// 0 where the topic is not partitioned.
    var partitions: UInt32 = 0
    var requestID: UInt64 = 0
    /// 0 for success, 1 for failure.
    var response: Int64?
    var error = PulsarServerError.unknownError
    var message = ""
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandPartitionedTopicMetadataResponse" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "partitions", &partitions)
        visitor.always(2, "request_id", &requestID)
        visitor.optional(3, "response", &response)
        visitor.always(4, "error", &error)
        visitor.field(5, "message", &message)
    }
}

struct CommandLookupTopic: Message {
    var topic = ""
    var requestID: UInt64 = 0
    var authoritative = false
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandLookupTopic" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "topic", &topic)
        visitor.always(2, "request_id", &requestID)
        visitor.field(3, "authoritative", &authoritative)
    }
}

struct CommandLookupTopicResponse: Message {
    enum Kind: Int64 {
        case redirect = 0
        case connect = 1
        case failed = 2
    }

    var brokerServiceURL = ""
    var brokerServiceURLTLS = ""
    /// A ``Kind``.
    var response: Int64?
    var requestID: UInt64 = 0
    var authoritative = false
    var error = PulsarServerError.unknownError
    var message = ""
    /// Whether the broker is to be reached through the address that was asked.
    var proxyThroughServiceURL = false
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandLookupTopicResponse" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "brokerServiceUrl", &brokerServiceURL)
        visitor.field(2, "brokerServiceUrlTls", &brokerServiceURLTLS)
        visitor.optional(3, "response", &response)
        visitor.always(4, "request_id", &requestID)
        visitor.field(5, "authoritative", &authoritative)
        visitor.always(6, "error", &error)
        visitor.field(7, "message", &message)
        visitor.field(8, "proxy_through_service_url", &proxyThroughServiceURL)
    }
}
