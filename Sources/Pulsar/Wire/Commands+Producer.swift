// The commands of a producer's life on a connection: it is made, sends, has receipts, is closed.
import TemporalCore

struct CommandProducer: Message {
    var topic = ""
    var producerID: UInt64 = 0
    var requestID: UInt64 = 0
    var producerName = ""
    /// Counts the connections of this producer, so that a broker knows the latest.
    var epoch: UInt64 = 0
    var userProvidedProducerName = true
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandProducer" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "topic", &topic)
        visitor.always(2, "producer_id", &producerID)
        visitor.always(3, "request_id", &requestID)
        visitor.field(4, "producer_name", &producerName)
        visitor.always(8, "epoch", &epoch)
        visitor.always(9, "user_provided_producer_name", &userProvidedProducerName)
        // Shared: other producers may send to the topic too.
        var accessMode: Int64 = 0
        visitor.always(10, "producer_access_mode", &accessMode)
    }
}

struct CommandProducerSuccess: Message {
    var requestID: UInt64 = 0
    var producerName = ""
    /// The last sequence id of this producer that the broker has stored, where it drops repeats; -1: none.
    var lastSequenceID: Int64 = -1
    var producerReady = true
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandProducerSuccess" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "request_id", &requestID)
        visitor.always(2, "producer_name", &producerName)
        visitor.always(3, "last_sequence_id", &lastSequenceID)
        visitor.always(6, "producer_ready", &producerReady)
    }
}

struct CommandSend: Message {
    var producerID: UInt64 = 0
    var sequenceID: UInt64 = 0
    var numMessages: Int64 = 1
    var highestSequenceID: UInt64?
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandSend" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "producer_id", &producerID)
        visitor.always(2, "sequence_id", &sequenceID)
        visitor.always(3, "num_messages", &numMessages)
        visitor.optional(6, "highest_sequence_id", &highestSequenceID)
    }
}

struct CommandSendReceipt: Message {
    var producerID: UInt64 = 0
    var sequenceID: UInt64 = 0
    var messageID: MessageIDData?
    var highestSequenceID: UInt64?
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandSendReceipt" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "producer_id", &producerID)
        visitor.always(2, "sequence_id", &sequenceID)
        visitor.field(3, "message_id", &messageID)
        visitor.optional(4, "highest_sequence_id", &highestSequenceID)
    }
}

struct MessageIDData: Message {
    var ledgerID: UInt64 = 0
    var entryID: UInt64 = 0
    var partition: Int64 = -1
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.MessageIdData" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "ledgerId", &ledgerID)
        visitor.always(2, "entryId", &entryID)
        visitor.always(3, "partition", &partition)
    }
}

struct CommandSendError: Message {
    var producerID: UInt64 = 0
    var sequenceID: UInt64 = 0
    var error = PulsarServerError.unknownError
    var message = ""
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandSendError" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "producer_id", &producerID)
        visitor.always(2, "sequence_id", &sequenceID)
        visitor.always(3, "error", &error)
        visitor.always(4, "message", &message)
    }
}

struct CommandCloseProducer: Message {
    var producerID: UInt64 = 0
    var requestID: UInt64 = 0
    /// The broker that serves the topic now, where the one that closes the producer knows it.
    var assignedBrokerServiceURL = ""
    var assignedBrokerServiceURLTLS = ""
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandCloseProducer" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "producer_id", &producerID)
        visitor.always(2, "request_id", &requestID)
        visitor.field(3, "assignedBrokerServiceUrl", &assignedBrokerServiceURL)
        visitor.field(4, "assignedBrokerServiceUrlTls", &assignedBrokerServiceURLTLS)
    }
}

struct CommandSuccess: Message {
    var requestID: UInt64 = 0
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandSuccess" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "request_id", &requestID)
    }
}

struct CommandError: Message {
    var requestID: UInt64 = 0
    var error = PulsarServerError.unknownError
    var message = ""
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandError" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "request_id", &requestID)
        visitor.always(2, "error", &error)
        visitor.always(3, "message", &message)
    }
}
