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
    /// What else is sent with every call, as gRPC metadata: names are lower case, and values printable ASCII. What the client itself
    /// sends under a name, such as `authorization` for an API key, comes before what is said here.
    public var metadata: [String: String] = [:]
    /// The HTTP proxy to connect through; nil connects to the server itself.
    public var proxy: HTTPProxy?

    /// A server on this machine, in plaintext.
    public init() {}

    /// What the environment says: `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY` or a file with it, `TEMPORAL_API_KEY_FILE`,
    /// metadata, `TEMPORAL_GRPC_META_SOME_NAME` for `some-name`, `TEMPORAL_TLS`, `TEMPORAL_TLS_SERVER_NAME`, and PEM files or PEM text in `TEMPORAL_TLS_SERVER_CA_CERT_PATH` or `…_DATA`,
    /// `TEMPORAL_TLS_CLIENT_CERT_PATH` or `…_DATA`, and `TEMPORAL_TLS_CLIENT_KEY_PATH` or `…_DATA`. TLS is on where an API key or
    /// one of its own variables is set, unless `TEMPORAL_TLS` says otherwise. Certificates and keys are tried here once.
    ///
    /// - Throws: ``ConnectionOptionsError``, which names every bad value and what was expected.
    public init(environment: [String: String]) throws(ConnectionOptionsError) {
        self.init()
        var mistakes: [String] = []
        // Empty is unset.
        let values = environment.filter { !$0.value.isEmpty }
        if let address = values["TEMPORAL_ADDRESS"] {
            if let target = Target(address) {
                self.target = target
            } else {
                mistakes.append("TEMPORAL_ADDRESS is '\(address)': expected host:port, such as 127.0.0.1:7233")
            }
        }
        // Both are sent in a header of every call.
        if let namespace = values["TEMPORAL_NAMESPACE"] {
            self.namespace = namespace
            if !Self.isPrintable(namespace) {
                mistakes.append(
                    "TEMPORAL_NAMESPACE is \(namespace.debugDescription): expected printable ASCII in one line")
            }
        }
        apiKey = values["TEMPORAL_API_KEY"]
        if let path = values["TEMPORAL_API_KEY_FILE"] {
            if apiKey != nil {
                mistakes.append("TEMPORAL_API_KEY and TEMPORAL_API_KEY_FILE are both set: expected one of them")
            } else {
                apiKey = Self.key(inFile: path)
                if apiKey == nil {
                    mistakes.append("TEMPORAL_API_KEY_FILE is '\(path)': expected a file that can be read")
                }
            }
        }
        if let apiKey, !Self.isPrintable(apiKey) {
            mistakes.append(
                "TEMPORAL_API_KEY has a line break or another such character: expected printable ASCII in one line")
        }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) where name.hasPrefix(Self.metadataPrefix) {
            let key = name.dropFirst(Self.metadataPrefix.count).lowercased().replacing("_", with: "-")
            metadata[key] = value
            var sent = Metadata()
            sent.append(key, value)
            if let mistake = sent.mistake { mistakes.append("\(name): \(mistake)") }
        }
        let secured = TLSOptions.reading(values, prefix: "TEMPORAL_TLS", isWanted: apiKey != nil)
        tls = secured.options
        mistakes += secured.mistakes
        if !mistakes.isEmpty { throw ConnectionOptionsError(mistakes: mistakes) }
    }

    private static let metadataPrefix = "TEMPORAL_GRPC_META_"

    /// The key that stands in a file, without the white space around it; nil where there is none.
    private static func key(inFile path: String) -> String? {
        let text = Host.text(of: path)
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        return String(text[first...last])
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}

/// What is wrong with a connection's settings.
public struct ConnectionOptionsError: Error, Sendable, CustomStringConvertible {
    /// Each mistake, with the variable's name and what was expected.
    public let mistakes: [String]

    /// The mistakes, one a line.
    public var description: String { mistakes.joined(separator: "\n") }
}
