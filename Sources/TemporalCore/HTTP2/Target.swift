// Where a channel connects to, and how.

/// A server's name and port.
public struct Target: Sendable, Hashable, CustomStringConvertible {
    /// A DNS name or an IP address, an IPv6 one without brackets.
    public var host: String
    /// The TCP port.
    public var port: Int

    /// The target at `host` and `port`.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`, `[IPv6]:port`, or a host alone, with `defaultPort` then. Nil where it is none of these.
    public init?(_ text: String, defaultPort: Int = 7233) {
        var host = Substring(text)
        var port = defaultPort
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let rest = host[host.index(after: end)...]
            host = host[host.index(after: host.startIndex)..<end]
            if !rest.isEmpty {
                guard rest.first == ":", let number = Int(rest.dropFirst()) else { return nil }
                port = number
            }
        } else if let colon = host.lastIndex(of: ":") {
            guard let number = Int(host[host.index(after: colon)...]) else { return nil }
            port = number
            host = host[..<colon]
            guard !host.contains(":") else { return nil }
        }
        let isHost = !host.isEmpty && !host.contains { $0.isWhitespace || $0 == "/" }
        guard isHost, (1...65_535).contains(port) else { return nil }
        self.init(host: String(host), port: port)
    }

    /// `host:port`, with brackets around an IPv6 address.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// How a connection is secured. TLS 1.2 is the least; a channel negotiates HTTP/2 by ALPN.
public struct TLSOptions: Sendable, Hashable {
    /// A certificate or key: a PEM file, or its contents.
    public enum Source: Sendable, Hashable {
        /// The path of a PEM file, read at each connection.
        case file(String)
        /// PEM text.
        case pem(Bytes)
    }

    /// Whose certificates are trusted; nil trusts the system's authorities.
    public var serverCA: Source?
    /// The certificate (and its chain) that this side shows, with ``clientKey``.
    public var clientCertificate: Source?
    /// The private key of ``clientCertificate``.
    public var clientKey: Source?
    /// The name that the server's certificate must have; nil is the target's host.
    public var serverName: String?

    /// TLS with the system's authorities and no client certificate.
    public init() {}
}
