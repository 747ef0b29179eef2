// The decoding containers: an object's members by name, an array's elements in order.

struct JSONKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let decoding: JSONDecoding
    // The positions of the keys by their hashes, sorted; only for large objects. Hashes are seeded per process, so nobody can
    // send an object whose keys collide.
    private let sorted: [(hash: Int, key: Int)]
    private static var indexedCount: Int { 16 }

    init(_ decoding: JSONDecoding) {
        self.decoding = decoding
        let document = decoding.document
        let entry = document.entries[decoding.index]
        guard entry.count > Self.indexedCount else {
            sorted = []
            return
        }
        var keys: [(hash: Int, key: Int)] = []
        keys.reserveCapacity(Int(entry.count))
        var key = decoding.index + 1
        while key < entry.next {
            let hash =
                document.entries[key].isPlain
                ? document.withRaw(key) { Self.hash($0) }
                : Array(document.string(at: key).utf8).withUnsafeBytes { Self.hash($0) }
            keys.append((hash, key))
            key = document.position(after: key + 1)
        }
        sorted = keys.sorted { $0 < $1 }
    }

    private static func hash(_ utf8: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: utf8)
        return hasher.finalize()
    }

    // The position of the last member called `name`.
    private func find(_ name: String) -> Int? {
        var name = name
        let copy = name
        return name.withUTF8 { find(copy, $0) }
    }

    private func find(_ name: String, _ utf8: UnsafeBufferPointer<UInt8>) -> Int? {
        let document = decoding.document
        var found: Int?
        if sorted.isEmpty {
            let entry = document.entries[decoding.index]
            var key = decoding.index + 1
            while key < entry.next {
                if document.isKey(key, name, utf8) { found = key + 1 }
                key = document.position(after: key + 1)
            }
            return found
        }
        let hash = Self.hash(UnsafeRawBufferPointer(utf8))
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        while low < sorted.count, sorted[low].hash == hash {
            if document.isKey(sorted[low].key, name, utf8) { found = sorted[low].key + 1 }
            low += 1
        }
        return found
    }

    private func position(_ key: some CodingKey, _ type: any Any.Type) throws -> Int {
        if let position = find(key.stringValue) { return position }
        throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "is missing"))
    }

    var codingPath: [any CodingKey] { decoding.codingPath }

    var allKeys: [Key] {
        let document = decoding.document
        let entry = document.entries[decoding.index]
        var keys: [Key] = []
        var key = decoding.index + 1
        while key < entry.next {
            let name = document.string(at: key)
            if find(name) == key + 1, let found = Key(stringValue: name) { keys.append(found) }
            key = document.position(after: key + 1)
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
        document(isNull: try position(key, Never.self))
    }

    private func document(isNull index: Int) -> Bool { decoding.document.entries[index].kind == .null }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try decoding.value(type, at: position(key, type))
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try decoding.string(at: position(key, type))
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try decoding.integer(type, at: position(key, type))
    }

    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        try decoding.double(at: position(key, type))
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try decoding.bool(at: position(key, type))
    }

    // Without these the standard library's refusals would be chosen.
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
        try decoding.integer(type, at: position(key, type))
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try decoding.integer(type, at: position(key, type))
    }

    // One look-up instead of three.
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        guard let index = find(key.stringValue), !document(isNull: index) else { return nil }
        return try decoding.value(type, at: index)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoding.at(position(key, type)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoding.at(position(key, [JSONValue].self)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        decoding.at(try position(JSONKey.super, Never.self))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        decoding.at(try position(key, Never.self))
    }
}

struct JSONUnkeyedDecoding: UnkeyedDecodingContainer {
    private let decoding: JSONDecoding
    private let end: Int
    private let total: Int
    // The position of the next element.
    private var position: Int
    private(set) var currentIndex = 0

    init(_ decoding: JSONDecoding) {
        self.decoding = decoding
        let entry = decoding.document.entries[decoding.index]
        end = Int(entry.next)
        total = Int(entry.count)
        position = decoding.index + 1
    }

    var codingPath: [any CodingKey] { decoding.codingPath }
    var count: Int? { total }
    var isAtEnd: Bool { position >= end }

    // The position of the next element, which `advance` leaves behind once it is decoded.
    private func next(_ type: any Any.Type) throws -> Int {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type,
                .init(
                    codingPath: codingPath + [JSONKey(index: currentIndex)],
                    debugDescription: "expected another element, the array has only \(total)"))
        }
        return position
    }

    private mutating func advance() {
        position = decoding.document.position(after: position)
        currentIndex += 1
    }

    mutating func decodeNil() throws -> Bool {
        let index = try next(Never.self)
        guard decoding.document.entries[index].kind == .null else { return false }
        advance()
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value = try decoding.value(type, at: next(type))
        advance()
        return value
    }

    mutating func decode(_ type: Int128.Type) throws -> Int128 {
        let value = try decoding.integer(type, at: next(type))
        advance()
        return value
    }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 {
        let value = try decoding.integer(type, at: next(type))
        advance()
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try decoding.at(next(type)).container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoding.at(next([JSONValue].self)).unkeyedContainer()
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = decoding.at(try next(Never.self))
        advance()
        return decoder
    }
}
