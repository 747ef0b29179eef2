// JSONValue: any JSON, without a type of one's own. No number loses a digit: integers stand apart from fractions, and what
// neither 64 bits nor a Double can hold stays text. In an object the last of several equal keys counts.

/// Any JSON value.
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// An integer that fits 64 bits with a sign.
    case integer(Int64)
    /// An integer above `Int64.max` that fits 64 bits.
    case unsigned(UInt64)
    /// A number with a fraction or an exponent; must be finite to be written.
    case number(Double)
    /// A number that none of the other cases holds in full.
    case decimal(JSONDecimal)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)

    /// The value that the JSON text `bytes` holds.
    public init(parsing bytes: Bytes) throws(JSONSyntaxError) {
        var reader = JSONReader(bytes)
        self = try reader.value(from: reader.next())
        _ = try reader.next()
    }

    /// The value that the JSON text `text` holds.
    public init(parsing text: String) throws(JSONSyntaxError) {
        try self.init(parsing: Bytes(utf8: text))
    }

    /// The integer `value`.
    public init(_ value: UInt64) {
        self = if let small = Int64(exactly: value) { .integer(small) } else { .unsigned(value) }
    }

    /// What this value is, for messages: `a string`, `an object` …
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .unsigned, .number, .decimal: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The digits of a JSON number that would not survive as an integer or a `Double`.
public struct JSONDecimal: Sendable, Hashable, CustomStringConvertible {
    /// The number, as JSON writes it.
    public let description: String

    /// The number that `text` writes; nil where that is no JSON number.
    public init?(_ text: String) {
        var copy = text
        let isNumber = copy.withUTF8 { utf8 in
            var scanner = JSONScanner(text: UnsafeRawBufferPointer(utf8), position: 0)
            return (try? scanner.number()) != nil && scanner.position == utf8.count
        }
        guard isNumber else { return nil }
        description = text
    }

    // A number that was scanned.
    init(scanned text: String) { description = text }
}

extension JSONValue {
    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// The boolean, if this is one.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The string, if this is one.
    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// The elements, if this is an array.
    public var arrayValue: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

    /// The members, if this is an object.
    public var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// The integer, if this is a whole number in the range of `Int64`.
    public var integerValue: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The nearest `Double`, if this is a number and not larger than any.
    public var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .number(let value): value
        case .decimal(let value): Double(value.description).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// The member `key`, if this is an object that has it. Setting it on anything else does nothing.
    public subscript(key: String) -> JSONValue? {
        get { if case .object(let object) = self { object[key] } else { nil } }
        set {
            guard case .object(var object) = self else { return }
            self = .null
            object[key] = newValue
            self = .object(object)
        }
    }

    /// The element at `index`, if this is an array that reaches so far.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A number with a fraction.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object; where a key stands twice, the later value counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.lazy.map { (key: $0.0, value: $0.1) }))
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as compact JSON; a `Double` that JSON cannot write stands there by its name.
    public var description: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.output, as: UTF8.self)
    }
}

extension JSONReader {
    /// The whole value whose first token is `token`.
    package mutating func value(from token: JSONToken) throws(JSONSyntaxError) -> JSONValue {
        switch token {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .string(let slice): return .string(string(slice))
        case .number(let slice): return number(slice)
        case .beginArray:
            var values: [JSONValue] = []
            while true {
                let next = try self.next()
                if case .endArray = next { return .array(values) }
                values.append(try value(from: next))
            }
        case .beginObject:
            var object = JSONObject()
            while case .key(let name) = try next() {
                object[string(name)] = try value(from: next())
            }
            return .object(object)
        case .key, .endArray, .endObject, .end:
            throw error("expected a value")
        }
    }

    private func number(_ slice: JSONSlice) -> JSONValue {
        bytes.withUnsafeBytes {
            JSONNumber.value(UnsafeRawBufferPointer(rebasing: $0[slice.start..<slice.end]), slice.isPlain)
        }
    }
}

extension JSONNumber {
    /// The number `text` as a value that keeps all of it; `isInteger` says that it has neither fraction nor exponent.
    static func value(_ text: UnsafeRawBufferPointer, _ isInteger: Bool) -> JSONValue {
        if isInteger {
            if let value: Int64 = integer(text) { return .integer(value) }
            if let value: UInt64 = integer(text) { return .unsigned(value) }
        } else if let value = smallDouble(text) {
            return .number(value)
        } else if let value = double(text), isExact(value, text) {
            return .number(value)
        }
        return .decimal(JSONDecimal(scanned: String(decoding: text, as: UTF8.self)))
    }
}

extension JSONWriter {
    /// Writes `value`; its numbers must be finite.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .unsigned(let value): integer(value)
        case .number(let value): verbatim(value.description)
        case .decimal(let value): verbatim(value.description)
        case .string(let value): string(value)
        case .array(let values):
            beginArray()
            for element in values { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for (name, member) in object {
                key(name)
                self.value(member)
            }
            endObject()
        }
    }
}
