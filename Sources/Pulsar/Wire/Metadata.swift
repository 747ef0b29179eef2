// What stands before a payload: the metadata of an entry, and, in an entry of many messages, of each message.
import TemporalCore

struct KeyValue: Message {
    var key = ""
    var value = ""
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.KeyValue" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "key", &key)
        visitor.always(2, "value", &value)
    }
}

/// The metadata of an entry, which is one message or a batch.
struct MessageMetadata: Message {
    var producerName = ""
    var sequenceID: UInt64 = 0
    /// Milliseconds since 1970.
    var publishTime: UInt64 = 0
    var properties: [KeyValue] = []
    var partitionKey: String?
    /// Present exactly where the payload is a batch.
    var numMessagesInBatch: Int64?
    /// Milliseconds since 1970.
    var eventTime: UInt64?
    var highestSequenceID: UInt64?
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.MessageMetadata" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "producer_name", &producerName)
        visitor.always(2, "sequence_id", &sequenceID)
        visitor.always(3, "publish_time", &publishTime)
        visitor.field(4, "properties", &properties)
        visitor.optional(6, "partition_key", &partitionKey)
        visitor.optional(11, "num_messages_in_batch", &numMessagesInBatch)
        visitor.optional(12, "event_time", &eventTime)
        visitor.optional(24, "highest_sequence_id", &highestSequenceID)
    }
}

/// The metadata of one message of a batch.
struct SingleMessageMetadata: Message {
    var properties: [KeyValue] = []
    var partitionKey: String?
    var payloadSize: Int64 = 0
    /// Milliseconds since 1970.
    var eventTime: UInt64?
    var sequenceID: UInt64?
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.SingleMessageMetadata" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "properties", &properties)
        visitor.optional(2, "partition_key", &partitionKey)
        visitor.always(3, "payload_size", &payloadSize)
        visitor.optional(5, "event_time", &eventTime)
        visitor.optional(8, "sequence_id", &sequenceID)
    }
}
