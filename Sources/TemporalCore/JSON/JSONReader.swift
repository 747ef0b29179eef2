// JSONReader: a pull tokenizer for UTF-8 JSON, strict as RFC 8259. It checks all grammar that it passes: commas, colons,
// brackets, depth, UTF-8 and escapes in strings, numbers. It allocates nothing; strings and numbers stay slices of the text
// until someone asks for their value, so integers of any size and decimals stay exact.
//
// Keys are reported as they come, the same key twice as well; what that means is for the caller to say (payloads: the last
// one counts, as in other SDKs; ProtoJSON: an error).

/// What a JSON text consists of.
package enum JSONToken: Hashable {
    case beginObject
    case endObject
    case beginArray
    case endArray
    /// The name of an object's member; its value follows.
    case key(JSONSlice)
    case string(JSONSlice)
    case number(JSONSlice)
    case bool(Bool)
    case null
    /// The end of the text, after one whole value.
    case end
}

/// A part of a JSON text: of a string what lies between the quotes, of a number all of it.
package struct JSONSlice: Hashable {
    /// The offset of the first byte.
    package let start: Int
    /// The offset after the last byte.
    package let end: Int
    /// Of a string: no escapes, so the bytes are its value. Of a number: neither fraction nor exponent.
    package let isPlain: Bool
}

/// Reads a JSON text token by token.
///
///     var reader = JSONReader(bytes)
///     while case let token = try reader.next(), token != .end { … }
package struct JSONReader {
    /// How deep arrays and objects may lie in one another, where the caller sets no lower limit.
    package static let depthLimit = 512

    private enum State {
        case value
        case firstElement
        case firstKey
        case afterValue
        case done
    }

    // `base` points into the storage of `bytes`, which lives as long as this value; only offsets below `end` are read.
    private let base: UnsafeRawPointer
    private let end: Int
    /// The text.
    package let bytes: Bytes
    /// The offset of the token that `next` returned last; of a string, of its opening quote.
    package private(set) var tokenOffset = 0
    /// How many arrays and objects are open.
    package private(set) var depth = 0

    private var position = 0
    private var state = State.value
    private let limit: Int
    // A bit for each open container: whether it is an object.
    private var objects = InlineArray<8, UInt64>(repeating: 0)

    /// A reader of `bytes`, which follows at most `depthLimit` containers in one another (and at most 512).
    package init(_ bytes: Bytes, depthLimit: Int = JSONReader.depthLimit) {
        self.bytes = bytes
        limit = min(depthLimit, Self.depthLimit)
        // An empty text has no storage; nothing is read from this address then.
        base = bytes.withUnsafeBytes { $0.baseAddress } ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        end = bytes.count
    }

    /// The next token.
    package mutating func next() throws(JSONSyntaxError) -> JSONToken {
        var byte = skipWhitespace()
        switch state {
        case .value:
            return try value(byte)
        case .firstElement:
            if byte == UInt8(ascii: "]") { return close(.endArray) }
            return try value(byte)
        case .firstKey:
            if byte == UInt8(ascii: "}") { return close(.endObject) }
            return try key(byte)
        case .done:
            guard byte == nil else { throw unexpected("expected the end of the text") }
            tokenOffset = position
            return .end
        case .afterValue:
            if isInObject {
                if byte == UInt8(ascii: "}") { return close(.endObject) }
                guard byte == UInt8(ascii: ",") else { throw unexpected("expected ',' or '}'") }
                position += 1
                byte = skipWhitespace()
                return try key(byte)
            }
            if byte == UInt8(ascii: "]") { return close(.endArray) }
            guard byte == UInt8(ascii: ",") else { throw unexpected("expected ',' or ']'") }
            position += 1
            byte = skipWhitespace()
            return try value(byte)
        }
    }

    /// Passes over the value that follows, whole; after `key`, that is the member's value.
    package mutating func skipValue() throws(JSONSyntaxError) {
        let outer = depth
        repeat { _ = try next() } while depth > outer
    }

    /// The error that says `message` about the token that was returned last.
    package func error(_ message: String) -> JSONSyntaxError {
        error(message, at: tokenOffset)
    }

    func error(_ message: String, at offset: Int) -> JSONSyntaxError {
        JSONSyntaxError(message, at: offset, in: UnsafeRawBufferPointer(start: base, count: end))
    }

    private var isInObject: Bool {
        guard depth > 0 else { return false }
        return objects[(depth - 1) >> 6] & (1 &<< UInt64((depth - 1) & 63)) != 0
    }

    @inline(__always)
    private mutating func skipWhitespace() -> UInt8? {
        while position < end {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    private mutating func value(_ byte: UInt8?) throws(JSONSyntaxError) -> JSONToken {
        tokenOffset = position
        switch byte {
        case UInt8(ascii: "\""):
            let slice = try scanString()
            valueEnded()
            return .string(slice)
        case UInt8(ascii: "{"):
            try open(isObject: true)
            return .beginObject
        case UInt8(ascii: "["):
            try open(isObject: false)
            return .beginArray
        case UInt8(ascii: "t"):
            try scanWord("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try scanWord("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try scanWord("null")
            return .null
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "-"):
            let slice = try scanNumber()
            valueEnded()
            return .number(slice)
        default:
            throw unexpected(state == .firstElement ? "expected a value or ']'" : "expected a value")
        }
    }

    private mutating func key(_ byte: UInt8?) throws(JSONSyntaxError) -> JSONToken {
        guard byte == UInt8(ascii: "\"") else {
            throw unexpected(state == .firstKey ? "expected a name in quotes or '}'" : "expected a name in quotes")
        }
        tokenOffset = position
        let slice = try scanString()
        guard skipWhitespace() == UInt8(ascii: ":") else { throw unexpected("expected ':' after the name") }
        position += 1
        state = .value
        return .key(slice)
    }

    private mutating func open(isObject: Bool) throws(JSONSyntaxError) {
        guard depth < limit else {
            throw error("nested deeper than \(limit) arrays and objects", at: position)
        }
        position += 1
        let bit: UInt64 = 1 &<< UInt64(depth & 63)
        if isObject { objects[depth >> 6] |= bit } else { objects[depth >> 6] &= ~bit }
        depth += 1
        state = isObject ? .firstKey : .firstElement
    }

    private mutating func close(_ token: JSONToken) -> JSONToken {
        tokenOffset = position
        position += 1
        depth -= 1
        valueEnded()
        return token
    }

    @inline(__always)
    private mutating func valueEnded() {
        state = depth == 0 ? .done : .afterValue
    }

    private mutating func scanWord(_ word: StaticString) throws(JSONSyntaxError) {
        let length = word.utf8CodeUnitCount
        guard end - position >= length,
            UnsafeRawBufferPointer(start: base + position, count: length)
                .elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: length))
        else { throw error("expected a value, found something that begins like \(word)", at: position) }
        position += length
        valueEnded()
    }

    private mutating func scanString() throws(JSONSyntaxError) -> JSONSlice {
        let start = position + 1
        var scanner = JSONScanner(text: UnsafeRawBufferPointer(start: base, count: end), position: start)
        let isPlain = try scanner.string()
        position = scanner.position + 1
        return JSONSlice(start: start, end: scanner.position, isPlain: isPlain)
    }

    private mutating func scanNumber() throws(JSONSyntaxError) -> JSONSlice {
        let start = position
        var scanner = JSONScanner(text: UnsafeRawBufferPointer(start: base, count: end), position: start)
        let isPlain = try scanner.number()
        position = scanner.position
        return JSONSlice(start: start, end: position, isPlain: isPlain)
    }

    private func unexpected(_ expected: String) -> JSONSyntaxError {
        JSONScanner(text: UnsafeRawBufferPointer(start: base, count: end), position: position).unexpected(expected)
    }
}

extension JSONReader {
    /// The value of a string or key.
    package func string(_ slice: JSONSlice) -> String {
        bytes.withUnsafeBytes { JSONScanner.string(in: $0, slice) }
    }

    /// The bytes of `slice`, sharing storage with the text: of a plain string its value, of a number its text.
    package func raw(_ slice: JSONSlice) -> Bytes {
        bytes[slice.start..<slice.end]
    }

    /// The integer that a number (or the text of a plain string) denotes, also as `1e3` or `4.0`; nil where it is none or
    /// does not fit.
    package func integer<T: FixedWidthInteger>(_ slice: JSONSlice, as type: T.Type = T.self) -> T? {
        bytes.withUnsafeBytes { JSONNumber.integer(UnsafeRawBufferPointer(rebasing: $0[slice.start..<slice.end])) }
    }

    /// The nearest `Double` to a number; nil where it is larger than any.
    package func double(_ slice: JSONSlice) -> Double? {
        bytes.withUnsafeBytes { JSONNumber.double(UnsafeRawBufferPointer(rebasing: $0[slice.start..<slice.end])) }
    }

    /// The nearest `Float` to a number; nil where it is larger than any.
    package func float(_ slice: JSONSlice) -> Float? {
        bytes.withUnsafeBytes { JSONNumber.float(UnsafeRawBufferPointer(rebasing: $0[slice.start..<slice.end])) }
    }
}
