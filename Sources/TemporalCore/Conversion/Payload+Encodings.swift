// The encodings that all SDKs share, and a payload as a value of its own: code that takes or returns a `Payload` gets and gives
// it undecoded.

extension Payload {
    /// How a payload's data is encoded, as its metadata says under `encoding`.
    enum Encoding {
        static let null = Bytes(utf8: "binary/null")
        static let binary = Bytes(utf8: "binary/plain")
        static let json = Bytes(utf8: "json/plain")
        static let jsonProtobuf = Bytes(utf8: "json/protobuf")
    }

    /// The payload of nil, and of functions that return nothing.
    public static let null = Payload(metadata: ["encoding": Encoding.null], data: Bytes())

    /// What the metadata says about the encoding, such as `json/plain`; nil where it says nothing.
    public var encoding: String? {
        metadata["encoding"].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Data and metadata as one piece: what a codec encrypts or compresses. It is the payload in protobuf, as other SDKs' codecs
    /// take it.
    public var serialized: Bytes { encoded() }

    /// The payload that `serialized` was made of.
    ///
    /// - Throws: an error with the offset where the bytes are no payload.
    public init(serialized: Bytes) throws {
        try self.init(decoding: serialized)
    }

    /// The payload of a message, in its JSON form.
    package init<M: Message>(protobuf message: M) {
        self.init(
            metadata: ["encoding": Encoding.jsonProtobuf, "messageType": Bytes(utf8: M.protoName)],
            data: message.json())
    }

    init(_ encoding: Bytes, _ data: Bytes) {
        self.init(metadata: ["encoding": encoding], data: data)
    }
}

extension Payload: Codable {
    private enum CodingKeys: CodingKey { case metadata, data }

    /// Reads a payload that stands inside another value: metadata and data, in base64.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            metadata: Metadata(try container.decodeIfPresent([String: Bytes].self, forKey: .metadata) ?? [:]),
            data: try container.decodeIfPresent(Bytes.self, forKey: .data) ?? Bytes())
    }

    /// Writes a payload inside another value: metadata and data, in base64.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Dictionary(uniqueKeysWithValues: metadata.map { ($0.key, $0.value) }), forKey: .metadata)
        try container.encode(data, forKey: .data)
    }
}
