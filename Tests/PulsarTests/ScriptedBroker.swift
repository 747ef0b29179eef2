// A Pulsar broker that misbehaves as it is told (Tests/Peers/pulsar_scripted.py, which lists the ways) and says what it saw.
import Foundation
import TestSupport

@testable import Pulsar

struct ScriptedBroker: Sendable {
    /// What the broker saw.
    struct State: Decodable {
        struct Stored: Decodable {
            var topic: String
            var sequence: UInt64
            var key: String?
            var payload: String
            var eventTime: UInt64
            var batch: Int
            var properties: [[String]]

            var text: String { Data(base64Encoded: payload).map { String(decoding: $0, as: UTF8.self) } ?? "" }
        }

        var stored: [Stored]
        var sends: Int
        var repeats: Int
        var badChecksums: Int
        /// What the official protobuf library, or the checks of the script, declined.
        var malformed: [String]
        var connections: Int
        var open: Int
        var secured: Int
        var tokens: [String]
        var epochs: [UInt64]
        var proxied: [String]
        var pings: Int
        var pongs: Int
        var closed: Int
    }

    private let peer: Peer
    let ports: [Int]

    /// Starts a broker with the members of a JSON object, such as `"partitions": 3, "cut": [2]`.
    init(_ script: String = "") async throws {
        let descriptors = try await Self.descriptors.value
        let program = Repository.path("Tests/Peers/pulsar_scripted.py")
        peer = try Peer([Repository.python, program, descriptors, "{\(script)}"])
        ports = try await peer.line { $0.hasPrefix("ports ") }.split(separator: " ").compactMap { Int($0) }
    }

    var url: String { "pulsar://127.0.0.1:\(ports.first ?? 0)" }

    func options(_ url: String? = nil) throws -> PulsarOptions {
        PulsarOptions(url: try PulsarURL(url ?? self.url), topic: try PulsarTopic("t"))
    }

    func state() async throws -> State {
        try await peer.write(line: "state")
        return try JSONDecoder().decode(State.self, from: Data(try await peer.line { $0.hasPrefix("{") }.utf8))
    }

    /// From now on the broker behaves.
    func pass() async throws {
        try await peer.write(line: "pass")
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
