// What the environment says of TLS: certificates and keys as files or as text, and the server's name. All of it is tried once,
// here, for what is mistaken in it would otherwise look like a server that cannot be reached.

extension TLSOptions {
    /// What `environment` says in the variables `prefix` and `prefix_…`, such as `TEMPORAL_TLS` and `TEMPORAL_TLS_SERVER_NAME`.
    ///
    /// - Parameter isWanted: whether there is TLS where no variable says so.
    /// - Returns: nil options where there is to be none, and each variable that cannot be, with what was expected.
    package static func reading(
        _ environment: [String: String], prefix: String, isWanted: Bool = false
    ) -> (options: TLSOptions?, mistakes: [String]) {
        // Empty is unset.
        let values = environment.filter { !$0.value.isEmpty }
        let read = TLSEnvironment(values, prefix: prefix)
        var mistakes = read.mistakes
        var isOn = isWanted || read.options != TLSOptions()
        switch values[prefix]?.lowercased() {
        case nil: break
        case "true", "1", "yes": isOn = true
        case "false", "0", "no": isOn = false
        case let other?:
            mistakes.append("\(prefix) is '\(other)': expected true or false")
            isOn = false
        }
        if isOn { mistakes += read.unusable(values) }
        return (isOn ? read.options : nil, mistakes)
    }
}

/// The variables whose names begin with a prefix.
private struct TLSEnvironment {
    /// What they say.
    private(set) var options = TLSOptions()
    /// Each variable that cannot be, and what was expected.
    private(set) var mistakes: [String] = []

    private let authority: Setting
    private let certificate: Setting
    private let key: Setting
    private let serverName: String

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
    init(_ values: [String: String], prefix: String) {
        authority = Setting(path: prefix + "_SERVER_CA_CERT_PATH", data: prefix + "_SERVER_CA_CERT_DATA")
        certificate = Setting(path: prefix + "_CLIENT_CERT_PATH", data: prefix + "_CLIENT_CERT_DATA")
        key = Setting(path: prefix + "_CLIENT_KEY_PATH", data: prefix + "_CLIENT_KEY_DATA")
        serverName = prefix + "_SERVER_NAME"
        let noVerification = prefix + "_DISABLE_HOST_VERIFICATION"
        let names = [authority, certificate, key].flatMap { [$0.path, $0.data] } + [serverName]
        options.serverCA = authority.source(values)
        options.clientCertificate = certificate.source(values)
        options.clientKey = key.source(values)
        options.serverName = values[serverName]
        for setting in [authority, certificate, key]
        where values[setting.path] != nil && values[setting.data] != nil {
            mistakes.append("\(setting.path) and \(setting.data) are both set: expected one of them")
        }
        switch (certificate.name(values), key.name(values)) {
        case (let certificate?, nil):
            mistakes.append("\(certificate) is set without its key: expected \(self.key.path) or \(self.key.data) too")
        case (nil, let key?):
            mistakes.append(
                "\(key) is set without its certificate: expected \(self.certificate.path) or \(self.certificate.data) too"
            )
        default: break
        }
        for name in values.keys.sorted() where name.hasPrefix(prefix + "_") && !names.contains(name) {
            mistakes.append(
                name == noVerification
                    ? "\(name) is not supported: expected \(serverName) with a name that the server's certificate bears"
                    : "\(name) is not known: expected one of \(names.joined(separator: ", "))")
        }
    }

    /// What of ``options`` no connection can be made with. Reads the files.
    func unusable(_ values: [String: String]) -> [String] {
        var mistakes: [String] = []
        if let name = authority.name(values) {
            var part = TLSOptions()
            part.serverCA = options.serverCA
            if let reason = Self.reason(part) {
                mistakes.append("\(name) cannot be used: expected PEM certificates, but \(reason)")
            }
        }
        if let certificate = certificate.name(values), let key = key.name(values) {
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
            mistakes.append("\(serverName) is \(name.debugDescription): expected a DNS name or an IP address")
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
