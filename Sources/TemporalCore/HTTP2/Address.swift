// The socket addresses that a resolver makes of a target, and the resolver.
import Glibc

extension Target {
    /// Whether the host is an IP address rather than a name.
    package var isAddress: Bool { Target.isAddress(host) }

    static func isAddress(_ host: String) -> Bool {
        var buffer = in6_addr()
        return inet_pton(AF_INET, host, &buffer) == 1 || inet_pton(AF_INET6, host, &buffer) == 1
    }
}

/// One socket address.
package struct Address: Sendable {
    // Only its first `length` bytes count.
    var storage: sockaddr_storage
    var length: socklen_t
    var family: Int32
    /// The address as people write it, with the port.
    package var text: String

    /// The addresses of `target`, families interleaved so that a broken one costs one attempt. Blocks, unless `numericOnly`.
    package static func resolve(_ target: Target, numericOnly: Bool = false) -> Result<[Address], ConnectionFailure> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | (numericOnly ? AI_NUMERICHOST : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        let failure = getaddrinfo(target.host, String(target.port), &hints, &list)
        guard failure == 0 else {
            return .failure(.nameNotResolved(host: target.host, reason: String(cString: gai_strerror(failure))))
        }
        defer { freeaddrinfo(list) }
        var first: [Address] = []
        var second: [Address] = []
        var next = list
        while let info = next {
            if let address = Address(info.pointee) {
                if first.isEmpty || first[0].family == address.family {
                    first.append(address)
                } else {
                    second.append(address)
                }
            }
            next = info.pointee.ai_next
        }
        guard !first.isEmpty else {
            return .failure(.nameNotResolved(host: target.host, reason: "it has no IPv4 or IPv6 address"))
        }
        var result: [Address] = []
        for index in 0..<max(first.count, second.count) {
            if index < first.count { result.append(first[index]) }
            if index < second.count { result.append(second[index]) }
        }
        return .success(result)
    }

    private init?(_ info: addrinfo) {
        guard info.ai_family == AF_INET || info.ai_family == AF_INET6, let source = info.ai_addr,
            Int(info.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size
        else { return nil }
        storage = sockaddr_storage()
        length = info.ai_addrlen
        family = info.ai_family
        withUnsafeMutableBytes(of: &storage) { storage in
            storage.copyMemory(from: UnsafeRawBufferPointer(start: source, count: Int(info.ai_addrlen)))
        }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        getnameinfo(
            source, info.ai_addrlen, &host, socklen_t(host.count), &port, socklen_t(port.count),
            NI_NUMERICHOST | NI_NUMERICSERV)
        let text = { (buffer: [CChar]) in
            String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        self.text = family == AF_INET6 ? "[\(text(host))]:\(text(port))" : "\(text(host)):\(text(port))"
    }
}
