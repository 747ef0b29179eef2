// The bridge's stand-in (Tests/Peers/bridge.py): a grpcio server that keeps what it was asked for, and fails on command.

import DICT
import Foundation
import TemporalCore
import Synchronization
import TestSupport

/// A bridge on a free port.
final class BridgeStandIn: Sendable {
    private let peer: Mutex<Peer>
    private let port: Int
    private let arguments: [String]

    private init(peer: Peer, port: Int, arguments: [String]) {
        self.peer = Mutex(peer)
        self.port = port
        self.arguments = arguments
    }

    deinit { peer.withLock { $0.kill() } }

    /// Where it listens, with a breaker that a test need not wait for.
    var options: BridgeOptions {
        var options = BridgeOptions(target: Target(host: "127.0.0.1", port: port))
        options.timeout = .seconds(5)
        options.breakerPause = .milliseconds(300)
        return options
    }

    /// Starts one; with a journal it survives its death, with certificates it speaks TLS. It knows as many made-up entries as
    /// `entries` says (`EMAIL:60`).
    static func start(
        journal: Bool = false, certificates: TestCertificates? = nil, entries: String? = nil
    ) async throws -> BridgeStandIn {
        var arguments = journal ? ["--journal", try Repository.scratchFile("bridge").path] : []
        if let certificates {
            arguments += ["--certificate", certificates.path("server.pem"), "--key", certificates.path("server.key")]
        }
        if let entries { arguments += ["--entries", entries] }
        let (peer, port) = try await launch(arguments)
        return BridgeStandIn(peer: peer, port: port, arguments: arguments)
    }

    private static func launch(_ arguments: [String]) async throws -> (Peer, Int) {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/bridge.py")] + arguments)
        let greeting = try await peer.line { $0.hasPrefix("listening ") }
        guard let port = Int(greeting.dropFirst("listening ".count)) else {
            throw Peer.Failure(description: "the bridge said \"\(greeting)\"")
        }
        return (peer, port)
    }

    /// Kills it (SIGKILL), as a crash would.
    func kill() async throws {
        let peer = peer.withLock { $0 }
        peer.kill()
        _ = try await peer.exit()
    }

    /// Starts it again on its port, after ``kill()``.
    func restart() async throws {
        let (started, _) = try await Self.launch(arguments + ["--port", String(port)])
        peer.withLock { $0 = started }
    }

    /// Tells it to do something, and returns what it says.
    @discardableResult
    func tell(_ command: String) async throws -> String {
        let peer = peer.withLock { $0 }
        try await peer.write(line: command)
        return try await peer.line()
    }

    /// What it was asked for and did, each once: `CREATE CLAIM-1`.
    func effects() async throws -> [String] {
        let list = try JSONSerialization.jsonObject(with: Data(try await tell("effects").utf8))
        return (list as? [[String: String]] ?? []).map { "\($0["operation"] ?? "") \($0["subject"] ?? "")" }
    }
}
