// The servers of Tests/Peers that the wire is tested against, and channels to them.
import Foundation
import Logging
import TestSupport

@testable import TemporalCore

/// A server process that prints the port it listens on.
final class GRPCPeer: Sendable {
    let process: Peer
    let port: Int

    /// Starts the grpcio server with `arguments`, such as `--max-streams 100`.
    convenience init(_ arguments: String...) async throws {
        try await self.init(script: "grpc_peer.py", arguments)
    }

    /// Starts the server that misbehaves in the given `way`.
    convenience init(scripted way: String) async throws {
        try await self.init(script: "grpc_scripted.py", [way])
    }

    init(script: String, _ arguments: [String]) async throws {
        process = try Peer([Repository.python, Repository.path("Tests/Peers/\(script)")] + arguments)
        let line = try await process.line { $0.hasPrefix("port ") }
        port = Int(line.dropFirst(5)) ?? 0
    }

    /// Waits until a call of `Sleep` has reached the server.
    func isSleeping() async throws { _ = try await process.line { $0 == "sleeping" } }

    var target: Target { Target(host: "127.0.0.1", port: port) }

    func channel(_ configure: (inout Channel.Options) -> Void = { _ in }) -> Channel {
        Channel(to: target, configure)
    }
}

extension Channel {
    convenience init(to target: Target, _ configure: (inout Channel.Options) -> Void = { _ in }) {
        var options = Channel.Options()
        configure(&options)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        self.init(target: target, options: options, logger: logger)
    }

    /// Calls the peer's method `name` with `text`.
    func peer(
        _ name: String, _ text: String = "", metadata: Metadata = Metadata(), timeout: Duration? = .seconds(30),
        waitsForReady: Bool = false, use: StreamUse = .answer
    ) async throws(RPCError) -> UnaryResponse {
        try await unary(
            "/test.Peer/\(name)", Bytes(utf8: text), metadata: metadata, timeout: timeout, waitsForReady: waitsForReady,
            use: use)
    }
}
