// A real HTTP proxy: tinyproxy, on a free port of 127.0.0.1. It ends with the test process.
import Foundation

/// An HTTP proxy that opens tunnels.
public final class HTTPProxyServer: Sendable {
    /// The port that the proxy listens on.
    public let port: Int
    private let peer: Peer
    private let log: URL

    private init(port: Int, peer: Peer, log: URL) {
        self.port = port
        self.peer = peer
        self.log = log
    }

    deinit { peer.kill() }

    /// Starts a proxy; with `credentials` it wants these of everybody.
    public static func start(credentials: (name: String, password: String)? = nil) async throws -> HTTPProxyServer {
        var log = try Repository.scratchFile("tinyproxy.log")
        let configuration = try Repository.scratchFile("tinyproxy.conf")
        // Another process may take the port between the look and the proxy's own bind.
        for _ in 1...5 {
            let port = try FreePort.find()
            log = try Repository.scratchFile("tinyproxy.log")
            var lines = [
                "Port \(port)", "Listen 127.0.0.1", "Timeout 600", "LogFile \"\(log.path)\"", "LogLevel Connect",
                "MaxClients 100",
            ]
            if let credentials { lines.append("BasicAuth \(credentials.name) \(credentials.password)") }
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: configuration)
            let peer = try Peer(["tinyproxy", "-d", "-c", configuration.path])
            let proxy = HTTPProxyServer(port: port, peer: peer, log: log)
            do {
                // It has read its settings, and then listens or ends at once: another may be what listens there.
                try await eventually(within: .seconds(10)) {
                    guard peer.isRunning else { throw Peer.Failure(description: "tinyproxy ended") }
                    return try !proxy.lines(with: "done sending stored logs").isEmpty && !FreePort.isFree(port)
                }
                return proxy
            } catch {
                peer.kill()
            }
        }
        throw Peer.Failure(description: "tinyproxy did not start: \(try String(contentsOf: log, encoding: .utf8))")
    }

    /// How many tunnels it was asked for.
    public var tunnels: Int {
        get throws { try lines(with: "): CONNECT ").count }
    }

    private func lines(with text: String) throws -> [Substring] {
        try String(contentsOf: log, encoding: .utf8).split(separator: "\n").filter { $0.contains(text) }
    }
}
