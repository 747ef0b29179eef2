// The codecs applied to whole messages: all payloads of one at once, on their way out and in.

extension DataConverter {
    /// `message` as it is sent: its payloads encoded by the codecs.
    package func encodePayloads<M: Message>(in message: M) async throws(PayloadCodecError) -> M {
        guard hasCodecs else { return message }
        var message = message
        let payloads = try await encodeWithCodecs(PayloadVisitor.payloads(in: &message))
        PayloadVisitor.replace(payloads, in: &message)
        return message
    }

    /// `message` as it was given to the codecs of its sender.
    package func decodePayloads<M: Message>(in message: M) async throws(PayloadCodecError) -> M {
        guard hasCodecs else { return message }
        var message = message
        let payloads = try await decodeWithCodecs(PayloadVisitor.payloads(in: &message))
        PayloadVisitor.replace(payloads, in: &message)
        return message
    }
}
