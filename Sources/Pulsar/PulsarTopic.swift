// PulsarTopic: a topic's full name, from the short forms that the official clients accept.

/// A topic: `persistent://tenant/namespace/name` or `non-persistent://…`.
public struct PulsarTopic: Sendable, Hashable, CustomStringConvertible {
    /// The full name.
    public let description: String

    /// Reads a full name, `tenant/namespace/name`, or a name alone, which belongs to `public/default`; both short forms are
    /// persistent.
    public init(_ name: String) throws(PulsarError) {
        var domain: Substring = "persistent"
        var path = name[...]
        if let colon = name.firstRange(of: "://") {
            domain = name[..<colon.lowerBound]
            path = name[colon.upperBound...]
            guard domain == "persistent" || domain == "non-persistent" else {
                throw .invalidTopic(name, reason: "the domain \"\(domain)\" is not known")
            }
        } else if !path.contains("/") {
            path = "public/default/\(name)"
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .invalidTopic(name, reason: "it has \(parts.count) parts instead of 3") }
        guard parts.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
            throw .invalidTopic(name, reason: "a part is empty or holds white space")
        }
        description = "\(domain)://\(path)"
    }

    private init(fullName: String) { description = fullName }

    /// The topic that is partition `index` of this one.
    func partition(_ index: Int) -> PulsarTopic { PulsarTopic(fullName: "\(description)-partition-\(index)") }
}
