// JSONValue in coders. Ours pass it through whole; in any other coder it goes through the cases that the coder offers.

extension JSONValue: Codable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads whatever value comes next.
    public init(from decoder: any Decoder) throws {
        if let decoding = decoder as? JSONDecoding {
            self = decoding.document.value(at: decoding.index)
            return
        }
        if let container = try? decoder.container(keyedBy: Name.self) {
            var object = JSONObject()
            for name in container.allKeys {
                object[name.stringValue] = try container.decode(JSONValue.self, forKey: name)
            }
            self = .object(object)
        } else if var container = try? decoder.unkeyedContainer() {
            var values: [JSONValue] = []
            while !container.isAtEnd { values.append(try container.decode(JSONValue.self)) }
            self = .array(values)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Int64.self) {
                self = .integer(value)
            } else if let value = try? container.decode(UInt64.self) {
                self = .unsigned(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else {
                self = .string(try container.decode(String.self))
            }
        }
    }

    /// Writes the value.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let object):
            var container = encoder.container(keyedBy: Name.self)
            for (name, value) in object { try container.encode(value, forKey: Name(stringValue: name)) }
        case .array(let values):
            var container = encoder.unkeyedContainer()
            for value in values { try container.encode(value) }
        default:
            var container = encoder.singleValueContainer()
            if let encoding = encoder as? JSONEncoding { return try encoding.encode(self) }
            switch self {
            case .bool(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .unsigned(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .decimal(let value): try container.encode(Double(value.description))
            case .string(let value): try container.encode(value)
            case .null, .array, .object: try container.encodeNil()
            }
        }
    }

    /// The value that `value` is written as.
    public init(encoding value: some Encodable) throws {
        try self.init(parsing: JSONPayloadEncoder().encode(value))
    }

    /// The value of type `type` that this JSON holds.
    public func decoded<T: Decodable>(as type: T.Type = T.self) throws -> T {
        try JSONPayloadDecoder().decode(type, from: JSONPayloadEncoder().encode(self))
    }
}
