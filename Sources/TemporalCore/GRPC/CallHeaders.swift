// CallHeaders: the request headers of a channel's calls. What is the same in all of them is put together once.

struct CallHeaders {
    /// The pseudo-header fields but for the path; they come before all others (RFC 9113, section 8.3).
    private let pseudo: HeaderBlock
    private let common: HeaderBlock

    init(target: Target, options: Channel.Options) {
        var pseudo = HeaderBlock()
        pseudo.append(":method", "POST")
        pseudo.append(":scheme", options.tls == nil ? "http" : "https")
        pseudo.append(":authority", target.description)
        self.pseudo = pseudo
        var common = HeaderBlock()
        common.append("te", "trailers")
        common.append("content-type", "application/grpc")
        common.append("user-agent", options.userAgent)
        common.append("grpc-accept-encoding", "identity")
        self.common = common
    }

    /// The header block for `request` if it is sent at `now`.
    func block(for request: UnaryRequest, now: ContinuousClock.Instant) -> HeaderBlock {
        var block = pseudo
        block.reserve(fields: 16, bytes: 512)
        block.append(":path", request.method)
        block.append(common)
        if let deadline = request.deadline {
            // It differs from call to call: in HPACK's table it would take the place of fields that come again.
            block.append("grpc-timeout", Timeout.encode(deadline - now), isIndexed: false)
        }
        for entry in request.metadata.entries { block.append(entry.name, entry.value) }
        return block
    }
}
