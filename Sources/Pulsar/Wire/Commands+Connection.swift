// The commands by which a connection begins, is kept alive and has its credentials renewed.
import TemporalCore

struct CommandConnect: Message {
    var clientVersion = ""
    var authData = Bytes()
    var protocolVersion: Int64 = 0
    var authMethodName = ""
    /// The broker that a proxy is to connect to: `host:port`.
    var proxyToBrokerURL = ""
    var featureFlags: FeatureFlags?
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandConnect" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "client_version", &clientVersion)
        visitor.field(3, "auth_data", &authData)
        visitor.field(4, "protocol_version", &protocolVersion)
        visitor.field(5, "auth_method_name", &authMethodName)
        visitor.field(6, "proxy_to_broker_url", &proxyToBrokerURL)
        visitor.field(10, "feature_flags", &featureFlags)
    }
}

struct FeatureFlags: Message {
    /// Whether a broker may ask for fresh credentials on an open connection.
    var supportsAuthRefresh = false
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.FeatureFlags" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "supports_auth_refresh", &supportsAuthRefresh)
    }
}

struct CommandConnected: Message {
    var serverVersion = ""
    var protocolVersion: Int64 = 0
    /// The most bytes that metadata and payload of one message may have; 0 where the broker does not say.
    var maxMessageSize: Int64 = 0
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandConnected" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.always(1, "server_version", &serverVersion)
        visitor.field(2, "protocol_version", &protocolVersion)
        visitor.field(3, "max_message_size", &maxMessageSize)
    }
}

struct CommandAuthChallenge: Message {
    var challenge: AuthData?
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandAuthChallenge" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(2, "challenge", &challenge)
    }
}

struct CommandAuthResponse: Message {
    var clientVersion = ""
    var response: AuthData?
    var protocolVersion: Int64 = 0
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandAuthResponse" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "client_version", &clientVersion)
        visitor.field(2, "response", &response)
        visitor.field(3, "protocol_version", &protocolVersion)
    }
}

struct AuthData: Message {
    var authMethodName = ""
    var authData = Bytes()
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.AuthData" }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "auth_method_name", &authMethodName)
        visitor.field(2, "auth_data", &authData)
    }
}

struct CommandPing: Message {
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandPing" }

    mutating func fields(_ visitor: inout some FieldVisitor) {}
}

struct CommandPong: Message {
    var unknownFields = UnknownFields()

    static var protoName: String { "pulsar.proto.CommandPong" }

    mutating func fields(_ visitor: inout some FieldVisitor) {}
}
