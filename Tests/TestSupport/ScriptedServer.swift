// A Temporal frontend that misbehaves as it is told (Tests/Peers/temporal_scripted.py, which lists the ways).
import Foundation

/// A server that refuses, answers what cannot be read, or hands out tasks that cannot be.
public struct ScriptedServer: Sendable {
    private let peer: Peer
    /// Where it listens: `127.0.0.1:PORT`.
    public let address: String

    /// Starts a server with the program's `arguments`.
    public init(_ arguments: String...) async throws { try await self.init(arguments) }

    /// Starts a server with the program's `arguments`.
    public init(_ arguments: [String]) async throws {
        peer = try Peer([Repository.python, Repository.path("Tests/Peers/temporal_scripted.py")] + arguments)
        address = "127.0.0.1:\(try await peer.line { $0.hasPrefix("port ") }.dropFirst(5))"
    }

    /// The next report of a worker: the method, and the whole line.
    public func report() async throws -> (method: String, text: String) {
        let text = try await peer.line { $0.hasPrefix("{") }
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return (object?["method"] as? String ?? "", text)
    }
}
