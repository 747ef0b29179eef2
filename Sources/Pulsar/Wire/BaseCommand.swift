// BaseCommand: the envelope of every command. On the wire it is a type and one of many optional messages; here it is an
// enum. A command that a producer does not speak has no body and is passed over.
import TemporalCore

/// A command.
struct BaseCommand: Message {
    indirect enum Body: Sendable, Equatable {
        case connect(CommandConnect)
        case connected(CommandConnected)
        case producer(CommandProducer)
        case send(CommandSend)
        case sendReceipt(CommandSendReceipt)
        case sendError(CommandSendError)
        case success(CommandSuccess)
        case error(CommandError)
        case closeProducer(CommandCloseProducer)
        case producerSuccess(CommandProducerSuccess)
        case ping(CommandPing)
        case pong(CommandPong)
        case partitionMetadata(CommandPartitionedTopicMetadata)
        case partitionMetadataResponse(CommandPartitionedTopicMetadataResponse)
        case lookupTopic(CommandLookupTopic)
        case lookupTopicResponse(CommandLookupTopicResponse)
        case authChallenge(CommandAuthChallenge)
        case authResponse(CommandAuthResponse)
    }

    /// The number of the command, which is that of its body's field.
    private(set) var type: Int64 = 0
    private(set) var body: Body?
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.BaseCommand" }

    init() {}

    init(_ body: Body) {
        self.body = body
        type = Self.type(of: body)
    }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "type", &type)
        visitor.oneof(2, "connect", &body, Body.connect) { if case .connect(let it) = $0 { it } else { nil } }
        visitor.oneof(3, "connected", &body, Body.connected) { if case .connected(let it) = $0 { it } else { nil } }
        visitor.oneof(5, "producer", &body, Body.producer) { if case .producer(let it) = $0 { it } else { nil } }
        visitor.oneof(6, "send", &body, Body.send) { if case .send(let it) = $0 { it } else { nil } }
        visitor.oneof(7, "send_receipt", &body, Body.sendReceipt) {
            if case .sendReceipt(let it) = $0 { it } else { nil }
        }
        visitor.oneof(8, "send_error", &body, Body.sendError) { if case .sendError(let it) = $0 { it } else { nil } }
        visitor.oneof(13, "success", &body, Body.success) { if case .success(let it) = $0 { it } else { nil } }
        visitor.oneof(14, "error", &body, Body.error) { if case .error(let it) = $0 { it } else { nil } }
        visitor.oneof(15, "close_producer", &body, Body.closeProducer) {
            if case .closeProducer(let it) = $0 { it } else { nil }
        }
        visitor.oneof(17, "producer_success", &body, Body.producerSuccess) {
            if case .producerSuccess(let it) = $0 { it } else { nil }
        }
        visitor.oneof(18, "ping", &body, Body.ping) { if case .ping(let it) = $0 { it } else { nil } }
        visitor.oneof(19, "pong", &body, Body.pong) { if case .pong(let it) = $0 { it } else { nil } }
        visitor.oneof(21, "partitionMetadata", &body, Body.partitionMetadata) {
            if case .partitionMetadata(let it) = $0 { it } else { nil }
        }
        visitor.oneof(22, "partitionMetadataResponse", &body, Body.partitionMetadataResponse) {
            if case .partitionMetadataResponse(let it) = $0 { it } else { nil }
        }
        visitor.oneof(23, "lookupTopic", &body, Body.lookupTopic) {
            if case .lookupTopic(let it) = $0 { it } else { nil }
        }
        visitor.oneof(24, "lookupTopicResponse", &body, Body.lookupTopicResponse) {
            if case .lookupTopicResponse(let it) = $0 { it } else { nil }
        }
        visitor.oneof(36, "authChallenge", &body, Body.authChallenge) {
            if case .authChallenge(let it) = $0 { it } else { nil }
        }
        visitor.oneof(37, "authResponse", &body, Body.authResponse) {
            if case .authResponse(let it) = $0 { it } else { nil }
        }
    }

    private static func type(of body: Body) -> Int64 {
        switch body {
        case .connect: 2
        case .connected: 3
        case .producer: 5
        case .send: 6
        case .sendReceipt: 7
        case .sendError: 8
        case .success: 13
        case .error: 14
        case .closeProducer: 15
        case .producerSuccess: 17
        case .ping: 18
        case .pong: 19
        case .partitionMetadata: 21
        case .partitionMetadataResponse: 22
        case .lookupTopic: 23
        case .lookupTopicResponse: 24
        case .authChallenge: 36
        case .authResponse: 37
        }
    }
}
