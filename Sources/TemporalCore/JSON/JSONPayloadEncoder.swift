// The encoder of `json/plain` payloads: `Encodable` straight into text. A value writes its members where the text ends, which
// is right as long as containers are used one inside the other, as `encode` calls always are; a container that outlives its
// place (nested containers, `superEncoder`) writes a text of its own, which is put in at the end.
//
// Dictionaries are written in the order of their keys, so that the same value gives the same bytes each time. Times are
// RFC 3339, bytes base64, durations as `DurationText` says. What failed to encode leaves nothing behind.

/// Encodes values as JSON.
package struct JSONPayloadEncoder {
    package var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    package init() {}

    /// `value` as compact JSON. Throws `EncodingError`.
    package func encode<T: Encodable>(_ value: T) throws -> Bytes {
        let root = JSONEncoding(output: JSONOutput(userInfo: userInfo), parent: nil, key: nil)
        try root.encode(value)
        return Bytes(try root.output.assembled())
    }
}

/// A text that is being written, with the places where others will be put in.
final class JSONOutput {
    var writer = JSONWriter()
    var holes: [(offset: Int, content: JSONEncoding)] = []
    let userInfo: [CodingUserInfoKey: Any]

    init(userInfo: [CodingUserInfoKey: Any]) { self.userInfo = userInfo }

    func assembled() throws -> [UInt8] {
        guard !holes.isEmpty else { return writer.output }
        var text: [UInt8] = []
        var start = 0
        for (offset, content) in holes {
            try content.finish()
            text += writer.output[start..<offset]
            text += try content.output.assembled()
            start = offset
        }
        return text + writer.output[start...]
    }

    /// Drops everything that was written since `mark`.
    func rewind(to mark: (writer: JSONWriter.Mark, holes: Int)) {
        writer.rewind(to: mark.writer)
        holes.removeSubrange(mark.holes...)
    }

    var mark: (writer: JSONWriter.Mark, holes: Int) { (writer.mark, holes.count) }
}

/// One value that is being written, as an encoder.
final class JSONEncoding: Encoder {
    private enum Shape { case none, value, object, array, mixed }

    let output: JSONOutput
    private let parent: JSONEncoding?
    private let key: (any CodingKey)?
    /// The keys above a value that is written apart. It cannot hold its parent, whose output holds it.
    private let prefix: [any CodingKey]
    private let depth: Int
    private var shape = Shape.none
    private(set) var count = 0

    init(output: JSONOutput, parent: JSONEncoding?, key: (any CodingKey)?) {
        self.output = output
        self.parent = parent
        self.key = key
        prefix = []
        depth = (parent?.depth ?? 0) + 1
    }

    /// A value that is written apart, at `key` of `parent`.
    private init(apartFrom parent: JSONEncoding, key: (any CodingKey)? = nil) {
        output = JSONOutput(userInfo: parent.output.userInfo)
        self.parent = nil
        self.key = key
        prefix = parent.codingPath
        depth = parent.depth + 1
    }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var node = self
        while true {
            if let key = node.key { path.append(key) }
            guard let parent = node.parent else { return node.prefix + path.reversed() }
            node = parent
        }
    }

    var userInfo: [CodingUserInfoKey: Any] { output.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(JSONKeyedEncoding<Key>(encoding: open(.object)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { JSONUnkeyedEncoding(encoding: open(.array)) }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    // A value cannot be two things. That cannot be thrown here, so what comes goes nowhere, and `finish` throws.
    private func open(_ wanted: Shape) -> JSONEncoding {
        if shape == .none {
            if wanted == .object { output.writer.beginObject() } else { output.writer.beginArray() }
            shape = wanted
        }
        if shape == wanted { return self }
        shape = .mixed
        return JSONEncoding(apartFrom: self).open(wanted)
    }

    /// Writes the end of the value.
    func finish() throws {
        // Containers cannot refuse to be nested, so depth is looked at here too.
        guard depth <= JSONReader.depthLimit + 1 else { throw tooDeep(self, nil) }
        switch shape {
        case .object: output.writer.endObject()
        case .array: output.writer.endArray()
        case .value: break
        case .none:
            output.writer.beginObject()
            output.writer.endObject()
        case .mixed:
            throw invalid(self, "encoded as more than one of a value, an array and an object")
        }
        shape = .value
    }

    /// Writes the member `name` with `value`.
    func member<T: Encodable>(_ name: some CodingKey, _ value: T) throws {
        let mark = output.mark
        output.writer.key(name.stringValue)
        do {
            try write(value, name)
        } catch {
            output.rewind(to: mark)
            throw error
        }
    }

    /// Writes the next element.
    func element<T: Encodable>(_ value: T) throws {
        let mark = output.mark
        do {
            try write(value, JSONKey(index: count))
        } catch {
            output.rewind(to: mark)
            throw error
        }
        count += 1
    }

    /// An encoder for a value that stands here and is written later.
    func deferred(_ key: any CodingKey, named name: String? = nil) -> JSONEncoding {
        if let name { output.writer.key(name) } else { count += 1 }
        output.writer.placeholder()
        let encoding = JSONEncoding(apartFrom: self, key: key)
        output.holes.append((output.writer.output.count, encoding))
        return encoding
    }

    func elementWritten() { count += 1 }

    func invalid(_ value: Any, _ message: String, _ key: (any CodingKey)? = nil) -> EncodingError {
        .invalidValue(value, .init(codingPath: codingPath + (key.map { [$0] } ?? []), debugDescription: message))
    }
}

extension JSONEncoding: SingleValueEncodingContainer {
    private func claim(_ value: Any) throws {
        guard shape == .none else {
            shape = .mixed
            throw invalid(value, "encoded as more than one of a value, an array and an object")
        }
        shape = .value
    }

    func encodeNil() throws {
        try claim(Never.self)
        output.writer.null()
    }

    func encode(_ value: Int128) throws { try single(value) }
    func encode(_ value: UInt128) throws { try single(value) }
    func encode<T: Encodable>(_ value: T) throws { try single(value) }

    private func single<T: Encodable>(_ value: T) throws {
        try claim(value)
        let mark = output.mark
        do {
            try write(value, nil)
        } catch {
            output.rewind(to: mark)
            shape = .none
            throw error
        }
    }
}

extension JSONEncoding {
    // Each branch runs only where `T` is the very type that the branch takes.
    private func same<T, A>(_ value: T, as type: A.Type) -> A { unsafeBitCast(value, to: type) }

    /// Writes `value`, which stands under `key` in this one.
    private func write<T: Encodable>(_ value: T, _ key: (any CodingKey)?) throws {
        let type = T.self
        if type == String.self { return output.writer.string(same(value, as: String.self)) }
        if type == Int.self { return output.writer.integer(Int64(same(value, as: Int.self))) }
        if type == Double.self { return try number(same(value, as: Double.self), key) }
        if type == Bool.self { return output.writer.bool(same(value, as: Bool.self)) }
        if type == Int64.self { return output.writer.integer(same(value, as: Int64.self)) }
        if type == Int32.self { return output.writer.integer(same(value, as: Int32.self)) }
        if type == UInt8.self { return output.writer.integer(same(value, as: UInt8.self)) }
        if type == UInt64.self { return output.writer.integer(same(value, as: UInt64.self)) }
        if type == UInt32.self { return output.writer.integer(same(value, as: UInt32.self)) }
        if type == UInt.self { return output.writer.integer(same(value, as: UInt.self)) }
        if type == Int16.self { return output.writer.integer(same(value, as: Int16.self)) }
        if type == UInt16.self { return output.writer.integer(same(value, as: UInt16.self)) }
        if type == Int8.self { return output.writer.integer(same(value, as: Int8.self)) }
        if type == Int128.self { return output.writer.integer(same(value, as: Int128.self)) }
        if type == UInt128.self { return output.writer.integer(same(value, as: UInt128.self)) }
        if type == Float.self { return try number(same(value, as: Float.self), key) }
        if type == JSONValue.self { return try json(same(value, as: JSONValue.self), key) }
        if type == Bytes.self { return output.writer.plainString(Base64.encode(same(value, as: Bytes.self))) }
        if type == Duration.self { return output.writer.verbatim(DurationText.seconds(same(value, as: Duration.self))) }
        guard depth <= JSONReader.depthLimit else { throw tooDeep(value, key) }
        let child = JSONEncoding(output: output, parent: self, key: key)
        if try FoundationBridge.encode(value, type, child) { return }
        if let sorted = (value as? any SortableByKey)?.sortedMembers {
            let members = child.open(.object)
            for (key, encode) in sorted { try encode(members, key) }
        } else {
            try value.encode(to: child)
        }
        try child.finish()
    }

    private func tooDeep(_ value: Any, _ key: (any CodingKey)?) -> EncodingError {
        invalid(value, "nested deeper than \(JSONReader.depthLimit) values", key)
    }

    private func number(_ value: Double, _ key: (any CodingKey)?) throws {
        guard value.isFinite else { throw invalid(value, "\(value) cannot be written as JSON", key) }
        output.writer.number(value)
    }

    private func number(_ value: Float, _ key: (any CodingKey)?) throws {
        guard value.isFinite else { throw invalid(value, "\(value) cannot be written as JSON", key) }
        output.writer.number(value)
    }

    private func json(_ value: JSONValue, _ key: (any CodingKey)?) throws {
        if let number = value.firstNonFinite { throw invalid(value, "\(number) cannot be written as JSON", key) }
        output.writer.value(value)
    }
}

/// A dictionary, whose members can be written in the order of their keys.
private protocol SortableByKey {
    /// The members in order, each with what writes it; nil where the keys are not written as names.
    var sortedMembers: [(JSONKey, (JSONEncoding, JSONKey) throws -> Void)]? { get }
}

extension Dictionary: SortableByKey where Key: Encodable, Value: Encodable {
    fileprivate var sortedMembers: [(JSONKey, (JSONEncoding, JSONKey) throws -> Void)]? {
        let name: (Key) -> String?
        if Key.self == String.self {
            name = { $0 as? String }
        } else if Key.self == Int.self {
            name = { ($0 as? Int).map(String.init) }
        } else if Key.self is any CodingKeyRepresentable.Type {
            name = { ($0 as? any CodingKeyRepresentable)?.codingKey.stringValue }
        } else {
            return nil
        }
        return compactMap { key, value in name(key).map { ($0, value) } }.sorted { $0.0 < $1.0 }
            .map { name, value in (JSONKey(stringValue: name), { try $0.member($1, value) }) }
    }
}

extension JSONValue {
    // A number in this value that JSON cannot write.
    fileprivate var firstNonFinite: Double? {
        switch self {
        case .number(let value): value.isFinite ? nil : value
        case .array(let values): values.lazy.compactMap(\.firstNonFinite).first
        case .object(let object): object.lazy.compactMap(\.value.firstNonFinite).first
        default: nil
        }
    }
}
