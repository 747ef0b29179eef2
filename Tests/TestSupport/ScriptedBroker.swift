// A Pulsar broker that misbehaves as it is told (Tests/Peers/pulsar_scripted.py, which lists the ways) and says what it saw.
import Foundation

/// A broker on two free ports.
public struct ScriptedBroker: Sendable {
    /// What the broker saw.
    public struct State: Decodable, Sendable {
        /// A message.
        public struct Stored: Decodable, Sendable {
            /// The topic, or its partition.
            public var topic: String
            /// The sequence id.
            public var sequence: UInt64
            /// The key.
            public var key: String?
            /// The contents, in base 64.
            public var payload: String
            /// When it happened, in milliseconds since 1970.
            public var eventTime: UInt64
            /// How many messages its entry has.
            public var batch: Int
            /// Names and values.
            public var properties: [[String]]

            /// The contents.
            public var text: String { Data(base64Encoded: payload).map { String(decoding: $0, as: UTF8.self) } ?? "" }
        }

        /// What was stored, in order.
        public var stored: [Stored]
        /// How many entries came.
        public var sends: Int
        /// How many of them had been stored before.
        public var repeats: Int
        /// How many had a wrong checksum.
        public var badChecksums: Int
        /// What the official protobuf library, or the checks of the script, declined.
        public var malformed: [String]
        /// How many connections there were.
        public var connections: Int
        /// How many there are.
        public var open: Int
        /// How many spoke TLS.
        public var secured: Int
        /// The tokens shown, each after its method; `again` before those that were asked for.
        public var tokens: [String]
        /// The epochs of the wishes for a producer.
        public var epochs: [UInt64]
        /// The brokers that a proxy was to lead to.
        public var proxied: [String]
        /// How often it was asked for a sign of life.
        public var pings: Int
        /// How often it was given one.
        public var pongs: Int
        /// How many producers were closed.
        public var closed: Int
    }

    private let peer: Peer
    /// Where it listens.
    public let ports: [Int]

    /// Starts a broker with the members of a JSON object, such as `"partitions": 3, "cut": [2]`.
    public init(_ script: String = "") async throws {
        let descriptors = try await Self.descriptors.value
        let program = Repository.path("Tests/Peers/pulsar_scripted.py")
        peer = try Peer([Repository.python, program, descriptors, "{\(script)}"])
        ports = try await peer.line { $0.hasPrefix("ports ") }.split(separator: " ").compactMap { Int($0) }
    }

    /// Where clients connect.
    public var url: String { "pulsar://127.0.0.1:\(ports.first ?? 0)" }

    /// What it has seen.
    public func state() async throws -> State {
        try await peer.write(line: "state")
        return try JSONDecoder().decode(State.self, from: Data(try await peer.line { $0.hasPrefix("{") }.utf8))
    }

    /// From now on the broker behaves.
    public func pass() async throws {
        try await peer.write(line: "pass")
        _ = try await peer.line { $0 == "ok" }
    }

    /// From now on `token` is the one that it wants, and each connection is asked for it.
    public func want(token: String) async throws {
        try await peer.write(line: "token \(token)")
        _ = try await peer.line { $0 == "ok" }
    }

    /// What protoc makes of the contract.
    private static let descriptors = Task {
        let output = try Repository.scratchFile("pulsar-protos").path
        try await runCommand([
            "protoc", "-I", Repository.path("Protos"), "--descriptor_set_out=\(output)", "pulsar/PulsarApi.proto",
        ]).succeeded()
        return output
    }
}
