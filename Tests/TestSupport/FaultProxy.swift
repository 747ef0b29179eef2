// The bad network: a TCP proxy (Tests/Peers/fault_proxy.py) that stands before a server and misbehaves on command. Each
// command returns once it has taken effect.

/// A proxy between a client and a server of 127.0.0.1.
public final class FaultProxy: Sendable {
    /// One of the two ends of the connections that the proxy carries.
    public enum Side: String, Sendable {
        /// Who connected to the proxy: the worker.
        case client
        /// Whom the proxy connects to.
        case server
    }

    /// The port that the proxy listens on.
    public let port: Int
    private let peer: Peer

    private init(port: Int, peer: Peer) {
        self.port = port
        self.peer = peer
    }

    /// Where the client connects: `127.0.0.1:PORT`.
    public var address: String { "127.0.0.1:\(port)" }

    /// Starts a proxy before `target`, a port of 127.0.0.1.
    public static func start(before target: Int) async throws -> FaultProxy {
        let peer = try Peer([
            Repository.python, Repository.path("Tests/Peers/fault_proxy.py"), "127.0.0.1", String(target),
        ])
        let greeting = try await peer.line { $0.hasPrefix("listening ") }
        guard let port = Int(greeting.dropFirst("listening ".count)) else {
            throw Peer.Failure(description: "the fault proxy said \"\(greeting)\"")
        }
        return FaultProxy(port: port, peer: peer)
    }

    /// Forwards everything again, at once; what a black hole held back is delivered.
    public func pass() async throws { try await obey("pass") }

    /// Resets every open connection; new ones are forwarded.
    public func reset() async throws { try await obey("reset") }

    /// Resets every open connection, and each new one at once, until ``pass()``.
    public func refuse() async throws { try await obey("refuse") }

    /// Forwards nothing and keeps every connection open, until ``pass()``.
    public func blackHole() async throws { try await obey("blackhole") }

    /// Tells `side` of every open connection that nothing more will come; the other direction stays open.
    public func halfClose(_ side: Side) async throws { try await obey("halfclose \(side.rawValue)") }

    /// Resets each connection, open or new, once `count` more bytes went to `side`, until ``pass()``.
    public func cut(_ side: Side, afterBytes count: Int) async throws {
        try await obey("cut \(side.rawValue) \(count)")
    }

    /// Hands on garbage in place of what the server says, until ``pass()``.
    public func garble() async throws { try await obey("garble") }

    /// Keeps back every chunk for `milliseconds`, until ``pass()``.
    public func delay(milliseconds: Int) async throws { try await obey("delay \(milliseconds)") }

    /// The number of open connections.
    public func connections() async throws -> Int {
        let answer = try await obey("connections")
        return Int(answer.split(separator: " ").last ?? "") ?? 0
    }

    @discardableResult
    private func obey(_ command: String) async throws -> String {
        try await peer.write(line: command)
        return try await peer.line { $0 == "ok \(command)" || $0.hasPrefix("ok \(command) ") }
    }
}
