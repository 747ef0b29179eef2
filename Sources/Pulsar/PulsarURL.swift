// PulsarURL: where a Pulsar cluster is reached, as people write it.
import TemporalCore

/// A service URL: `pulsar://host:6650` or `pulsar+ssl://host:6651`, with several hosts as `pulsar://a:6650,b:6650`.
public struct PulsarURL: Sendable, Hashable, CustomStringConvertible {
    /// Whether connections are secured by TLS: `pulsar+ssl`.
    public let isSecure: Bool
    /// The hosts that answer for the cluster, at least one; they are tried in turn.
    public let hosts: [Target]

    /// Reads a URL. The port is 6650, or 6651 with TLS, where there is none.
    public init(_ text: String) throws(PulsarError) {
        guard let colon = text.firstRange(of: "://") else {
            throw .invalidURL(text, reason: "it has no \"://\"")
        }
        switch text[..<colon.lowerBound].lowercased() {
        case "pulsar": isSecure = false
        case "pulsar+ssl": isSecure = true
        case let scheme: throw .invalidURL(text, reason: "the scheme \"\(scheme)\" is not known")
        }
        var list = text[colon.upperBound...]
        if list.last == "/" { list.removeLast() }
        let port = isSecure ? 6651 : 6650
        var hosts: [Target] = []
        for host in list.split(separator: ",", omittingEmptySubsequences: false) {
            guard let target = Target(String(host), defaultPort: port) else {
                throw .invalidURL(text, reason: "\"\(host)\" is no host and port")
            }
            hosts.append(target)
        }
        self.hosts = hosts
    }

    /// The URL with all ports.
    public var description: String {
        "pulsar\(isSecure ? "+ssl" : "")://\(hosts.map(\.description).joined(separator: ","))"
    }
}
