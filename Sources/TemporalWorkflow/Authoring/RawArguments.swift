// Arguments whose types are not known when the code is written.

import TemporalCore

/// The arguments that a dynamic workflow, activity or handler takes.
public struct RawArguments: Sendable {
    /// The arguments as they were sent, after codecs.
    public let payloads: [Payload]
    private let converter: DataConverter

    package init(_ payloads: [Payload], _ converter: DataConverter) {
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
        do {
            return try converter.decodeArguments(Array(payloads.dropFirst(index).prefix(1)), as: type)
        } catch {
            var error = error
            error.index = index
            throw error
        }
    }
}

extension RawArguments: Codable {
    /// Always throws: raw arguments are the arguments themselves, and no value among them.
    public init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "RawArguments must be the only argument"))
    }

    /// Always throws: they are the arguments themselves, and no value among them.
    public func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(
            self,
            .init(
                codingPath: encoder.codingPath,
                debugDescription: "RawArguments are all arguments of a call by name: pass them alone"))
    }
}

extension DataConverter {
    /// The payloads of `values`; of raw arguments that stand alone, what they hold.
    func encodeCall<each Value: Encodable>(_ values: repeat each Value) throws(PayloadConversionError) -> [Payload] {
        var raw: RawArguments?
        var count = 0
        for value in repeat each values {
            count += 1
            raw = value as? RawArguments
        }
        if count == 1, let raw { return raw.payloads }
        return try encodeArguments(repeat each values)
    }
}
