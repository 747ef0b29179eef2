// CallHeaders: the request headers of a call.

enum CallHeaders {
    /// The header block for `request` if it is sent at `now`.
    static func block(
        for request: UnaryRequest, target: Target, options: Channel.Options, now: ContinuousClock.Instant
    ) -> HeaderBlock {
        var block = HeaderBlock()
        block.append(":method", "POST")
        block.append(":scheme", options.tls == nil ? "http" : "https")
        block.append(":path", request.method)
        block.append(":authority", target.description)
        block.append("te", "trailers")
        block.append("content-type", "application/grpc")
        block.append("user-agent", options.userAgent)
        block.append("grpc-accept-encoding", "identity")
        if let deadline = request.deadline { block.append("grpc-timeout", Timeout.encode(deadline - now)) }
        for entry in request.metadata.entries { block.append(entry.name.utf8, entry.value.utf8) }
        return block
    }
}
