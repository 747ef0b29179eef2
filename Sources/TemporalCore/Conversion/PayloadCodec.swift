// PayloadCodec: what happens to payloads between the converter and the wire: encryption, compression, storage elsewhere.

/// Transforms payloads before they leave this process and after they arrive.
///
/// Unlike a converter a codec never runs in workflow code, so it may take time and call other services. It is called for
/// several runs at once.
public protocol PayloadCodec: Sendable {
    /// The payloads to send in place of `payloads`: one for each, in order. What a codec leaves alone it returns as it is; what
    /// it changes it marks in the metadata, so that ``decode(_:)`` knows.
    func encode(_ payloads: [Payload]) async throws -> [Payload]

    /// The payloads that ``encode(_:)`` was given; payloads that it did not make pass unchanged.
    func decode(_ payloads: [Payload]) async throws -> [Payload]
}

/// A codec that failed, or that did not return a payload for each it was given.
public struct PayloadCodecError: Error, Sendable, CustomStringConvertible {
    /// Which codec, and what is wrong.
    public let description: String
    /// The error that the codec threw, if it threw one.
    public let underlying: (any Error)?

    init(_ codec: any PayloadCodec, _ step: String, _ problem: String, underlying: (any Error)? = nil) {
        description = "payload codec \(type(of: codec)) failed to \(step): \(problem)"
        self.underlying = underlying
    }
}
