// Arguments whose types are not known when the code is written.

import TemporalCore

/// The arguments of a message that a dynamic handler takes.
public struct RawArguments: Sendable {
    /// The arguments as they were sent, after codecs.
    public let payloads: [Payload]
    private let converter: DataConverter

    init(_ payloads: [Payload], _ converter: DataConverter) {
        self.payloads = payloads.map { $0.copied() }
        self.converter = converter
    }

    /// How many there are.
    public var count: Int { payloads.count }

    /// The argument at `index`, counted from 0; one that is missing is nil where `type` can be nil.
    ///
    /// - Throws: `PayloadConversionError` where it is missing or of another type.
    public func decode<Value: Decodable>(_ index: Int = 0, as type: Value.Type = Value.self) throws -> Value {
        guard index >= 0 else { throw PayloadConversionError(reason: "there is no argument \(index)") }
        return try converter.decodeArguments(Array(payloads.dropFirst(index).prefix(1)), as: type)
    }
}
