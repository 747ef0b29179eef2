// How to reach a server: an address, a namespace, and what proves who we are. The environment variables are those that
// Temporal's other clients and its CLI read.

/// How a client connects.
public struct ConnectionOptions: Sendable {
    /// Where the server listens.
    public var target = Target(host: "127.0.0.1", port: 7233)
    /// The namespace of all calls.
    public var namespace = "default"
    /// Who this client says it is; nil is process id and host name.
    public var identity: String?
    /// An API key, sent with every call.
    public var apiKey: String?
    /// TLS; nil is plaintext.
    public var tls: TLSOptions?

    /// A server on this machine, in plaintext.
    public init() {}

    /// What the environment says: `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS`,
    /// `TEMPORAL_TLS_SERVER_CA_CERT_PATH`, `TEMPORAL_TLS_CLIENT_CERT_PATH`, `TEMPORAL_TLS_CLIENT_KEY_PATH` and
    /// `TEMPORAL_TLS_SERVER_NAME`. TLS is on where an API key or one of its own variables is set, unless `TEMPORAL_TLS` says
    /// otherwise.
    ///
    /// - Throws: ``ConnectionOptionsError``, which names every bad value and what was expected.
    public init(environment: [String: String]) throws(ConnectionOptionsError) {
        self.init()
        var mistakes: [String] = []
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let address = value("TEMPORAL_ADDRESS") {
            if let target = Target(address) {
                self.target = target
            } else {
                mistakes.append("TEMPORAL_ADDRESS is '\(address)': expected host:port, such as 127.0.0.1:7233")
            }
        }
        if let namespace = value("TEMPORAL_NAMESPACE") { self.namespace = namespace }
        apiKey = value("TEMPORAL_API_KEY")
        var options = TLSOptions()
        options.serverCA = value("TEMPORAL_TLS_SERVER_CA_CERT_PATH").map(TLSOptions.Source.file)
        options.clientCertificate = value("TEMPORAL_TLS_CLIENT_CERT_PATH").map(TLSOptions.Source.file)
        options.clientKey = value("TEMPORAL_TLS_CLIENT_KEY_PATH").map(TLSOptions.Source.file)
        options.serverName = value("TEMPORAL_TLS_SERVER_NAME")
        if (options.clientCertificate == nil) != (options.clientKey == nil) {
            mistakes.append(
                "TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH are needed together: expected both or none"
            )
        }
        let isWanted = apiKey != nil || options != TLSOptions()
        switch value("TEMPORAL_TLS")?.lowercased() {
        case nil: tls = isWanted ? options : nil
        case "true", "1", "yes": tls = options
        case "false", "0", "no": tls = nil
        case let other?: mistakes.append("TEMPORAL_TLS is '\(other)': expected true or false")
        }
        if !mistakes.isEmpty { throw ConnectionOptionsError(mistakes: mistakes) }
    }
}

/// What is wrong with a connection's settings.
public struct ConnectionOptionsError: Error, Sendable, CustomStringConvertible {
    /// Each mistake, with the variable's name and what was expected.
    public let mistakes: [String]

    /// The mistakes, one a line.
    public var description: String { mistakes.joined(separator: "\n") }
}
