// JSONDocument: a text read once and kept as a flat list of its tokens, sixteen bytes each. An array or object knows where it
// ends, so that values are passed over in one step and nothing becomes a tree. All syntax is checked before the first value is
// decoded. Where a value stands is worked out only when an error asks for it.
//
// Of several members with the same name the last counts, as in Python, Go and JavaScript.

/// The tokens of a JSON text.
final class JSONDocument: Sendable {
    enum Kind: UInt8 { case null, yes, no, number, string, key, array, object }

    struct Entry {
        var kind: Kind
        /// Of strings and numbers, as in `JSONSlice`.
        var isPlain = false
        /// Where the token begins in the text; of strings, behind the quote.
        var start: UInt32
        /// Where it ends.
        var end: UInt32 = 0
        /// Of an array or object: the position behind its last entry.
        var next: UInt32 = 0
        /// Of an array or object: how many elements or members it has.
        var count: UInt32 = 0

        var slice: JSONSlice { JSONSlice(start: Int(start), end: Int(end), isPlain: isPlain) }
    }

    let text: Bytes
    let entries: [Entry]

    init(_ text: Bytes) throws(JSONSyntaxError) {
        self.text = text
        guard text.count < UInt32.max else {
            throw JSONSyntaxError("longer than 4 GiB", at: 0, in: UnsafeRawBufferPointer(start: nil, count: 0))
        }
        var reader = JSONReader(text)
        var entries: [Entry] = []
        entries.reserveCapacity(text.count / 12 + 1)
        var open: [Int] = []
        while true {
            let token = try reader.next()
            let start = UInt32(truncatingIfNeeded: reader.tokenOffset)
            switch token {
            case .end:
                self.entries = entries
                return
            case .endArray, .endObject:
                guard let container = open.popLast() else { continue }
                entries[container].end = start + 1
                entries[container].next = UInt32(truncatingIfNeeded: entries.count)
                continue
            case .key(let slice):
                entries.append(Self.entry(.key, slice))
                continue
            default:
                break
            }
            if let container = open.last { entries[container].count += 1 }
            switch token {
            case .null: entries.append(Entry(kind: .null, start: start))
            case .bool(let value): entries.append(Entry(kind: value ? .yes : .no, start: start))
            case .number(let slice): entries.append(Self.entry(.number, slice))
            case .string(let slice): entries.append(Self.entry(.string, slice))
            default:
                open.append(entries.count)
                entries.append(Entry(kind: token == .beginArray ? .array : .object, start: start))
            }
        }
    }

    private static func entry(_ kind: Kind, _ slice: JSONSlice) -> Entry {
        Entry(
            kind: kind, isPlain: slice.isPlain, start: UInt32(truncatingIfNeeded: slice.start),
            end: UInt32(truncatingIfNeeded: slice.end))
    }

    /// The position behind the value at `index`.
    @inline(__always)
    func position(after index: Int) -> Int {
        let entry = entries[index]
        return entry.kind.rawValue >= Kind.array.rawValue ? Int(entry.next) : index + 1
    }

    func string(at index: Int) -> String {
        text.withUnsafeBytes { JSONScanner.string(in: $0, entries[index].slice) }
    }

    /// Calls `body` with the bytes of the string, key or number at `index`, escapes as they stand.
    @inline(__always)
    func withRaw<R>(_ index: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let entry = entries[index]
        return try text.withUnsafeBytes {
            try body(UnsafeRawBufferPointer(rebasing: $0[Int(entry.start)..<Int(entry.end)]))
        }
    }

    /// Whether the key at `index` is `name`, whose UTF-8 is `utf8`.
    @inline(__always)
    func isKey(_ index: Int, _ name: String, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        let entry = entries[index]
        if entry.isPlain {
            guard Int(entry.end - entry.start) == utf8.count else { return false }
            return withRaw(index) { $0.elementsEqual(utf8) }
        }
        return string(at: index).utf8.elementsEqual(utf8)
    }

    /// What the value at `index` is, for messages.
    func kind(at index: Int) -> String {
        switch entries[index].kind {
        case .null: "null"
        case .yes, .no: "a boolean"
        case .number: "a number"
        case .string, .key: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The keys and indexes that lead from the outermost value to the one at `index`.
    func path(to index: Int) -> [JSONKey] {
        var path: [JSONKey] = []
        var current = 0
        while current < index {
            let entry = entries[current]
            guard entry.kind == .array || entry.kind == .object else { break }
            var child = current + 1
            var number = 0
            while child < entry.next {
                let value = entry.kind == .object ? child + 1 : child
                if index < position(after: value) {
                    path.append(
                        entry.kind == .object ? JSONKey(stringValue: string(at: child)) : JSONKey(index: number))
                    current = value
                    break
                }
                child = position(after: value)
                number += 1
            }
            if child >= entry.next { break }
        }
        return path
    }

    /// The value at `index`, as a tree.
    func value(at index: Int) -> JSONValue {
        switch entries[index].kind {
        case .null: return .null
        case .yes: return .bool(true)
        case .no: return .bool(false)
        case .string, .key: return .string(string(at: index))
        case .number: return withRaw(index) { JSONNumber.value($0, entries[index].isPlain) }
        case .array:
            var values: [JSONValue] = []
            values.reserveCapacity(Int(entries[index].count))
            var child = index + 1
            while child < entries[index].next {
                values.append(value(at: child))
                child = position(after: child)
            }
            return .array(values)
        case .object:
            var object = JSONObject()
            var child = index + 1
            while child < entries[index].next {
                object[string(at: child)] = value(at: child + 1)
                child = position(after: child + 1)
            }
            return .object(object)
        }
    }
}

/// A step of a coding path: a member's name or an element's index.
struct JSONKey: CodingKey, CustomStringConvertible {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }

    init(index: Int) {
        stringValue = "Index \(index)"
        intValue = index
    }

    var description: String { stringValue }

    static let `super` = JSONKey(stringValue: "super")
}
