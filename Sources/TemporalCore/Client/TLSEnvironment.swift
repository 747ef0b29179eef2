// What the environment says of TLS: certificates and keys as files or as text, and the server's name. All of it is tried once,
// here, for what is mistaken in it would otherwise look like a server that cannot be reached.

/// The variables `TEMPORAL_TLS_*`.
struct TLSEnvironment {
    /// What they say.
    private(set) var options = TLSOptions()
    /// Each variable that cannot be, and what was expected.
    private(set) var mistakes: [String] = []

    private static let authority = Setting(
        path: "TEMPORAL_TLS_SERVER_CA_CERT_PATH", data: "TEMPORAL_TLS_SERVER_CA_CERT_DATA")
    private static let certificate = Setting(
        path: "TEMPORAL_TLS_CLIENT_CERT_PATH", data: "TEMPORAL_TLS_CLIENT_CERT_DATA")
    private static let key = Setting(path: "TEMPORAL_TLS_CLIENT_KEY_PATH", data: "TEMPORAL_TLS_CLIENT_KEY_DATA")
    private static let serverName = "TEMPORAL_TLS_SERVER_NAME"
    private static let noVerification = "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION"
    private static let names =
        [authority, certificate, key].flatMap { [$0.path, $0.data] } + [serverName]

    /// A certificate or a key: its file, or its text.
    private struct Setting {
        var path: String
        var data: String

        /// The variable that is set.
        func name(_ values: [String: String]) -> String? {
            values[path].map { _ in path } ?? values[data].map { _ in data }
        }

        func source(_ values: [String: String]) -> TLSOptions.Source? {
            values[path].map(TLSOptions.Source.file) ?? values[data].map { .pem(Bytes(utf8: $0)) }
        }
    }

    /// Reads the variables; `values` has none that is empty.
    init(_ values: [String: String]) {
        options.serverCA = Self.authority.source(values)
        options.clientCertificate = Self.certificate.source(values)
        options.clientKey = Self.key.source(values)
        options.serverName = values[Self.serverName]
        for setting in [Self.authority, Self.certificate, Self.key]
        where values[setting.path] != nil && values[setting.data] != nil {
            mistakes.append("\(setting.path) and \(setting.data) are both set: expected one of them")
        }
        switch (Self.certificate.name(values), Self.key.name(values)) {
        case (let certificate?, nil):
            mistakes.append("\(certificate) is set without its key: expected \(Self.key.path) or \(Self.key.data) too")
        case (nil, let key?):
            mistakes.append(
                "\(key) is set without its certificate: expected \(Self.certificate.path) or \(Self.certificate.data) too"
            )
        default: break
        }
        for name in values.keys.sorted() where name.hasPrefix("TEMPORAL_TLS_") && !Self.names.contains(name) {
            mistakes.append(
                name == Self.noVerification
                    ? "\(name) is not supported: expected \(Self.serverName) with a name that the server's certificate bears"
                    : "\(name) is not known: expected one of \(Self.names.joined(separator: ", "))")
        }
    }

    /// What of ``options`` no connection can be made with. Reads the files.
    func unusable(_ values: [String: String]) -> [String] {
        var mistakes: [String] = []
        if let name = Self.authority.name(values) {
            var part = TLSOptions()
            part.serverCA = options.serverCA
            if let reason = Self.reason(part) {
                mistakes.append("\(name) cannot be used: expected PEM certificates, but \(reason)")
            }
        }
        if let certificate = Self.certificate.name(values), let key = Self.key.name(values) {
            var part = TLSOptions()
            part.clientCertificate = options.clientCertificate
            part.clientKey = options.clientKey
            if let reason = Self.reason(part) {
                mistakes.append(
                    "\(certificate) and \(key) cannot be used: expected a PEM certificate and its PEM key without a password, "
                        + "but \(reason)")
            }
        }
        if let name = options.serverName, !Self.isServerName(name) {
            mistakes.append("\(Self.serverName) is \(name.debugDescription): expected a DNS name or an IP address")
        }
        return mistakes
    }

    /// Why there are no credentials of `options`.
    private static func reason(_ options: TLSOptions) -> String? {
        do throws(TLSFailure) {
            _ = try TLSCredentials(options)
            return nil
        } catch {
            if case .configuration(let text) = error { return text }
            return error.description
        }
    }

    private static func isServerName(_ name: String) -> Bool {
        if Target.isAddress(name) { return true }
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return name.utf8.count <= 253
            && labels.allSatisfy { (1...63).contains($0.count) && $0.allSatisfy(isNameByte) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
