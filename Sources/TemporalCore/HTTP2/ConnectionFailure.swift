// ConnectionFailure: why there is no connection, or no longer one. Every reason has a type of its own, because what a
// person can do about it differs.

/// Why a connection to the server could not be made or was lost.
public enum ConnectionFailure: Error, Sendable, Hashable {
    /// The host name has no address; the text is the resolver's.
    case nameNotResolved(host: String, reason: String)
    /// No address accepted a connection; each is listed with its reason.
    case unreachable([String])
    /// The connection did not become ready in time; the text says what was awaited.
    case timedOut(awaiting: String)
    /// The HTTP proxy did not open a tunnel; the text says why.
    case proxy(String)
    /// TLS could not be set up.
    case tls(TLSFailure)
    /// The peer does not speak HTTP/2.
    case notHTTP2(String)
    /// The peer broke a rule of HTTP/2.
    case protocolViolation(String)
    /// The peer, or something on the way, closed the connection.
    case lost(String)
    /// The peer did not answer a keepalive PING in time.
    case keepaliveTimeout(Duration)
    /// The server said that it is going away.
    case goAway(code: String, text: String)
    /// The system lacks what a connection needs, such as a file descriptor.
    case system(String)
}

extension ConnectionFailure: CustomStringConvertible {
    /// What happened and what to do, in one sentence.
    public var description: String {
        switch self {
        case .nameNotResolved(let host, let reason):
            "the host name \(host) could not be resolved (\(reason)); check the address"
        case .unreachable(let reasons):
            "no connection (\(reasons.joined(separator: "; "))); check the address and that the server is up"
        case .timedOut(let what):
            "the connection was not ready in time, awaiting \(what); check the address, the network and that both sides use TLS or neither"
        case .proxy(let text):
            "the HTTP proxy did not open a tunnel (\(text)); check its address, its credentials and what it lets through"
        case .tls(let failure): failure.description
        case .notHTTP2(let text):
            "the peer does not speak HTTP/2 (\(text)); check the port and that both sides use TLS or neither"
        case .protocolViolation(let text): "the peer broke the HTTP/2 protocol (\(text))"
        case .lost(let text): "the connection was lost (\(text))"
        case .keepaliveTimeout(let limit): "the peer did not answer a keepalive PING within \(limit)"
        case .goAway(let code, let text):
            "the server is going away (\(code)\(text.isEmpty ? "" : ": \(text)"))"
        case .system(let text): "the system refused what a connection needs (\(text))"
        }
    }
}

/// Why TLS could not be set up.
public enum TLSFailure: Error, Sendable, Hashable {
    /// The server's certificate is not signed by a trusted authority.
    case untrustedCertificate(String)
    /// The server's certificate is no longer, or not yet, valid.
    case certificateExpired(String)
    /// The server's certificate is for another name.
    case hostNameMismatch(expected: String)
    /// The server refused the client's certificate or wants one.
    case clientCertificateRefused(String)
    /// The peer does not speak TLS.
    case notTLS(String)
    /// The peer did not agree to HTTP/2 through ALPN.
    case http2NotNegotiated
    /// A certificate, key or authority of the configuration cannot be used.
    case configuration(String)
    /// Another failure of the handshake.
    case handshake(String)
}

extension TLSFailure: CustomStringConvertible {
    /// What happened and what to do, in one sentence.
    public var description: String {
        switch self {
        case .untrustedCertificate(let text):
            "the server's certificate is not trusted (\(text)); configure the certificate authority that signed it"
        case .certificateExpired(let text):
            "the server's certificate is not valid now (\(text)); renew it, or correct this machine's clock"
        case .hostNameMismatch(let expected):
            "the server's certificate is not for \(expected); correct the address or set the TLS server name"
        case .clientCertificateRefused(let text):
            "the server refused the client's certificate or needs one (\(text)); configure a certificate and key it accepts"
        case .notTLS(let text): "the peer does not speak TLS (\(text)); check the port, or switch TLS off"
        case .http2NotNegotiated: "the peer does not offer HTTP/2 over TLS (ALPN h2); check the port"
        case .configuration(let text): "the TLS configuration cannot be used: \(text)"
        case .handshake(let text): "the TLS handshake failed (\(text))"
        }
    }
}
