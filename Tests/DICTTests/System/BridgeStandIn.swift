// The bridge's stand-in (Tests/Peers/bridge.py): a grpcio server that keeps what it was asked for, and fails on command.

import DICT
import Foundation
import TemporalCore
import TestSupport

/// A bridge on a free port.
struct BridgeStandIn {
    private let peer: Peer
    private let port: Int

    /// Where it listens, with a breaker that a test need not wait for.
    var options: BridgeOptions {
        var options = BridgeOptions(target: Target(host: "127.0.0.1", port: port))
        options.timeout = .seconds(5)
        options.breakerPause = .milliseconds(300)
        return options
    }

    static func start(_ arguments: String...) async throws -> BridgeStandIn {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/bridge.py")] + arguments)
        let greeting = try await peer.line { $0.hasPrefix("listening ") }
        guard let port = Int(greeting.dropFirst("listening ".count)) else {
            throw Peer.Failure(description: "the bridge said \"\(greeting)\"")
        }
        return BridgeStandIn(peer: peer, port: port)
    }

    /// Tells it to do something, and returns what it says.
    @discardableResult
    func tell(_ command: String) async throws -> String {
        try await peer.write(line: command)
        return try await peer.line()
    }

    /// What it was asked for and did, each once: `CREATE CLAIM-1`.
    func effects() async throws -> [String] {
        let list = try JSONSerialization.jsonObject(with: Data(try await tell("effects").utf8))
        return (list as? [[String: String]] ?? []).map { "\($0["operation"] ?? "") \($0["subject"] ?? "")" }
    }
}
