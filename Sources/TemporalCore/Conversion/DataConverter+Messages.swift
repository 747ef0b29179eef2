// The codecs applied to whole messages: all payloads of one at once, on their way out and in. Codecs are an author's code, which
// may block or take long, so they run on the global pool wherever their caller does.

extension DataConverter {
    /// What people are told of work, before the codecs; nil for nothing.
    package func userMetadata(
        summary: String?, details: String? = nil
    ) throws(PayloadConversionError) -> API.SDK.UserMetadata? {
        guard summary != nil || details != nil else { return nil }
        var metadata = API.SDK.UserMetadata()
        if let summary { metadata.summary = try encode(summary) }
        if let details { metadata.details = try encode(details) }
        return metadata
    }

    /// `message` as it is sent: its payloads encoded by the codecs, but for those of headers.
    package func encodePayloads<M: Message>(in message: M) async throws(PayloadCodecError) -> M {
        guard hasCodecs else { return message }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(PayloadCodecError) in
            var message = message
            let payloads = try await encodeWithCodecs(PayloadVisitor.payloads(in: &message, passesHeaders: true))
            PayloadVisitor.replace(payloads, in: &message, passesHeaders: true)
            return message
        }
    }

    /// `message` as it was given to the codecs of its sender.
    package func decodePayloads<M: Message>(in message: M) async throws(PayloadCodecError) -> M {
        guard hasCodecs else { return message }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(PayloadCodecError) in
            var message = message
            let payloads = try await decodeWithCodecs(PayloadVisitor.payloads(in: &message))
            PayloadVisitor.replace(payloads, in: &message)
            return message
        }
    }
}
