// PayloadConverter: between Swift values and payloads, synchronously. The default speaks what every SDK speaks: nil is
// `binary/null`, bytes are `binary/plain`, all else is `json/plain`.

/// Turns values into payloads and back.
///
/// A converter is deterministic and does no I/O, for workflows use it; what takes time (encryption with remote keys) is the
/// part of a ``PayloadCodec``.
public protocol PayloadConverter: Sendable {
    /// The payload of `value`.
    func encode<Value: Encodable>(_ value: Value) throws -> Payload

    /// The value of type `type` that `payload` holds.
    func decode<Value: Decodable>(_ payload: Payload, as type: Value.Type) throws -> Value
}

/// The converter that understands what other SDKs send by default, and is understood by them.
///
/// - nil, and whatever is written as JSON's `null`, is `binary/null`.
/// - ``Bytes``, `[UInt8]` and `Data` are `binary/plain`.
/// - Everything else is `json/plain`. Payloads in `json/protobuf` can be decoded by types that mirror that JSON.
public struct DefaultPayloadConverter: PayloadConverter {
    /// The converter.
    public init() {}

    /// The payload of `value`.
    public func encode<Value: Encodable>(_ value: Value) throws -> Payload {
        if let bytes = Self.bytes(of: value) { return Payload(Payload.Encoding.binary, bytes) }
        let text = try JSONPayloadEncoder().encode(value)
        if text.count == 4, text.elementsEqual("null".utf8) { return .null }
        return Payload(Payload.Encoding.json, text)
    }

    /// The value of type `type` that `payload` holds.
    public func decode<Value: Decodable>(_ payload: Payload, as type: Value.Type) throws -> Value {
        guard let encoding = payload.metadata["encoding"] else {
            throw PayloadConversionError(reason: "its metadata has no encoding")
        }
        switch encoding {
        case Payload.Encoding.json, Payload.Encoding.jsonProtobuf:
            return try JSONPayloadDecoder().decode(type, from: payload.data)
        case Payload.Encoding.null:
            guard payload.data.isEmpty else {
                throw PayloadConversionError(reason: "its encoding is binary/null, yet it has data")
            }
            return try JSONPayloadDecoder().decode(type, from: Self.null)
        case Payload.Encoding.binary:
            if let value = Self.value(payload.data, as: type) { return value }
            throw PayloadConversionError(
                reason: "expected \(type), found bytes (binary/plain); take them as Bytes, [UInt8] or Data")
        default:
            let name = String(decoding: encoding.prefix(80), as: UTF8.self)
            throw PayloadConversionError(
                reason: "unknown encoding \(name); set the codec or converter that wrote it, or take it as Payload")
        }
    }

    private static let null = Bytes(utf8: "null")

    // Types are compared and not cast: an empty `[String]` can be cast to `[UInt8]`.
    private static func bytes<Value>(of value: Value) -> Bytes? {
        if Value.self == Bytes.self || Value.self == Bytes?.self { return value as? Bytes }
        if Value.self == [UInt8].self || Value.self == [UInt8]?.self { return (value as? [UInt8]).map { Bytes($0) } }
        return FoundationBridge.bytes(of: value)
    }

    private static func value<Value>(_ bytes: Bytes, as type: Value.Type) -> Value? {
        if type == Bytes.self || type == Bytes?.self { return bytes.copied() as? Value }
        if type == [UInt8].self || type == [UInt8]?.self { return Array(bytes) as? Value }
        return FoundationBridge.data(bytes, as: type)
    }
}
