// The decoder of `json/plain` payloads: `Decodable` straight from the flat tokens of a document. A decoder is a document and a
// position in it, so nothing is allocated on the way down, and an error's path is worked out when there is an error.
//
// Times are RFC 3339, bytes base64, durations as `DurationText` says; `null` and missing members are nil. Integers may be
// written `4.0` or `4e0`, but must be whole and fit.

/// Decodes values from JSON.
package struct JSONPayloadDecoder {
    package var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    package init() {}

    /// The value of `type` that the JSON text `text` holds. Throws `DecodingError`; a malformed text is `dataCorrupted` with a
    /// ``JSONSyntaxError`` beneath.
    package func decode<T: Decodable>(_ type: T.Type, from text: Bytes) throws -> T {
        let document: JSONDocument
        do {
            document = try JSONDocument(text)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: error.description, underlyingError: error))
        }
        return try JSONDecoding(document: document, index: 0, userInfo: userInfo).value(type, at: 0)
    }
}

/// A position in a document, as a decoder.
struct JSONDecoding: Decoder, SingleValueDecodingContainer {
    let document: JSONDocument
    let index: Int
    private let sendableUserInfo: [CodingUserInfoKey: any Sendable]

    init(document: JSONDocument, index: Int, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.document = document
        self.index = index
        sendableUserInfo = userInfo
    }

    var codingPath: [any CodingKey] { document.path(to: index) }
    var userInfo: [CodingUserInfoKey: Any] { sendableUserInfo }

    func at(_ index: Int) -> JSONDecoding {
        JSONDecoding(document: document, index: index, userInfo: sendableUserInfo)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try expect(.object, [String: JSONValue].self, "an object", at: index)
        return KeyedDecodingContainer(JSONKeyedDecoding<Key>(self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try expect(.array, [JSONValue].self, "an array", at: index)
        return JSONUnkeyedDecoding(self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { document.entries[index].kind == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try bool(at: index) }
    func decode(_ type: String.Type) throws -> String { try string(at: index) }
    func decode(_ type: Double.Type) throws -> Double { try double(at: index) }
    func decode(_ type: Float.Type) throws -> Float { try float(at: index) }
    func decode(_ type: Int128.Type) throws -> Int128 { try integer(type, at: index) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try integer(type, at: index) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try value(type, at: index) }
}

extension JSONDecoding {
    // Each branch runs only where `T` is the very type that the branch produces.
    private func same<A, T>(_ value: A, as type: T.Type) -> T { unsafeBitCast(value, to: type) }

    /// The value of type `T` at `index`.
    func value<T: Decodable>(_ type: T.Type, at index: Int) throws -> T {
        if type == String.self { return same(try string(at: index), as: type) }
        if type == Int.self { return same(try integer(Int.self, at: index), as: type) }
        if type == Double.self { return same(try double(at: index), as: type) }
        if type == Bool.self { return same(try bool(at: index), as: type) }
        if type == Int64.self { return same(try integer(Int64.self, at: index), as: type) }
        if type == Int32.self { return same(try integer(Int32.self, at: index), as: type) }
        if type == UInt8.self { return same(try integer(UInt8.self, at: index), as: type) }
        if type == UInt64.self { return same(try integer(UInt64.self, at: index), as: type) }
        if type == UInt32.self { return same(try integer(UInt32.self, at: index), as: type) }
        if type == UInt.self { return same(try integer(UInt.self, at: index), as: type) }
        if type == Int16.self { return same(try integer(Int16.self, at: index), as: type) }
        if type == UInt16.self { return same(try integer(UInt16.self, at: index), as: type) }
        if type == Int8.self { return same(try integer(Int8.self, at: index), as: type) }
        if type == Int128.self { return same(try integer(Int128.self, at: index), as: type) }
        if type == UInt128.self { return same(try integer(UInt128.self, at: index), as: type) }
        if type == Float.self { return same(try float(at: index), as: type) }
        if type == JSONValue.self { return same(document.value(at: index), as: type) }
        if type == Bytes.self { return same(try bytes(at: index), as: type) }
        if type == Duration.self { return same(try duration(at: index), as: type) }
        if let value = try FoundationBridge.decode(type, at(index)) { return value }
        if let type = type as? any StringKeyedDecodable.Type, let value = try type.decode(at(index)) as? T {
            return value
        }
        return try type.init(from: at(index))
    }

    func bool(at index: Int) throws -> Bool {
        switch document.entries[index].kind {
        case .yes: return true
        case .no: return false
        default: throw mismatch(Bool.self, "a boolean", at: index)
        }
    }

    func string(at index: Int) throws -> String {
        try expect(.string, String.self, "a string", at: index)
        return document.string(at: index)
    }

    func integer<T: FixedWidthInteger>(_ type: T.Type, at index: Int) throws -> T {
        try expect(.number, T.self, "a number", at: index)
        guard let value: T = document.withRaw(index, { JSONNumber.integer($0) }) else {
            throw corrupted("expected a whole number that fits \(T.self), found \(excerpt(at: index))", at: index)
        }
        return value
    }

    func double(at index: Int) throws -> Double {
        try expect(.number, Double.self, "a number", at: index)
        guard let value = document.withRaw(index, { JSONNumber.double($0) }) else {
            throw tooLarge(Double.self, at: index)
        }
        return value
    }

    func float(at index: Int) throws -> Float {
        try expect(.number, Float.self, "a number", at: index)
        guard let value = document.withRaw(index, { JSONNumber.float($0) }) else {
            throw tooLarge(Float.self, at: index)
        }
        return value
    }

    func bytes(at index: Int) throws -> Bytes {
        // Python writes bytes inside a value as an array.
        if document.entries[index].kind == .array { return Bytes(try [UInt8](from: at(index))) }
        try expect(.string, Bytes.self, "base64 in a string", at: index)
        guard let bytes = Base64.decode(document.string(at: index).utf8) else {
            throw corrupted("expected base64, found \(excerpt(at: index))", at: index)
        }
        return bytes
    }

    func duration(at index: Int) throws -> Duration {
        let duration: Duration? =
            switch document.entries[index].kind {
            case .number: document.withRaw(index) { DurationText.duration(seconds: $0) }
            case .string: DurationText.duration(document.string(at: index))
            default: throw mismatch(Duration.self, "a number of seconds", at: index)
            }
        guard let duration else {
            throw corrupted(
                "expected seconds, like 1.5, \"1.5s\" or \"PT1.5S\", found \(excerpt(at: index))", at: index)
        }
        return duration
    }

    func timestamp(at index: Int) throws -> Timestamp {
        try expect(.string, Timestamp.self, "a time in a string", at: index)
        let text = document.string(at: index)
        guard let time = Timestamp(rfc3339: text) else {
            throw corrupted(Timestamp.expectation(butFound: text), at: index)
        }
        return time
    }

    @inline(__always)
    func expect(_ kind: JSONDocument.Kind, _ type: any Any.Type, _ expected: String, at index: Int) throws {
        guard document.entries[index].kind == kind else { throw mismatch(type, expected, at: index) }
    }

    func mismatch(_ type: any Any.Type, _ expected: String, at index: Int) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: document.path(to: index),
            debugDescription: "expected \(expected), found \(document.kind(at: index))")
        return document.entries[index].kind == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    func corrupted(_ message: String, at index: Int) -> DecodingError {
        .dataCorrupted(.init(codingPath: document.path(to: index), debugDescription: message))
    }

    private func tooLarge(_ type: any Any.Type, at index: Int) -> DecodingError {
        corrupted("expected a number that fits \(type), found \(excerpt(at: index))", at: index)
    }

    private func excerpt(at index: Int) -> String {
        let text = document.string(at: index)
        let short = text.count > 40 ? text.prefix(40) + "…" : text[...]
        return document.entries[index].kind == .number ? String(short) : "\"\(short)\""
    }
}

/// A dictionary whose keys are strings: read member by member, without looking each key up.
private protocol StringKeyedDecodable {
    static func decode(_ decoding: JSONDecoding) throws -> Self?
}

extension Dictionary: StringKeyedDecodable where Key: Decodable, Value: Decodable {
    fileprivate static func decode(_ decoding: JSONDecoding) throws -> Self? {
        guard Key.self == String.self else { return nil }
        let document = decoding.document
        try decoding.expect(.object, Self.self, "an object", at: decoding.index)
        let entry = document.entries[decoding.index]
        var result: [String: Value] = Dictionary<String, Value>(minimumCapacity: Int(entry.count))
        var child = decoding.index + 1
        while child < entry.next {
            result[document.string(at: child)] = try decoding.value(Value.self, at: child + 1)
            child = document.position(after: child + 1)
        }
        return result as? Self
    }
}
