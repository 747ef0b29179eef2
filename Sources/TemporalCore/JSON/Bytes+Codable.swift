// Bytes in coders: base64 in a string, as ProtoJSON writes bytes.

extension Bytes: Codable {
    /// Reads the bytes from a base64 string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Base64.decode(try container.decode(String.self).utf8) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected base64")
        }
        self = bytes
    }

    /// Writes the bytes as a base64 string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: Base64.encode(self), as: UTF8.self))
    }
}
