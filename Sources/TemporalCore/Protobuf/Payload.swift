// Payload: the one message that users of the library meet. Its data is a slice of what was received; whoever keeps a payload
// for long calls `copied()`.

/// Encoded data, with metadata that says how it is encoded.
public struct Payload: Message, MapValue {
    /// How the data is encoded, and whatever else a codec notes.
    public var metadata = Metadata()
    /// The encoded data.
    public var data = Bytes()
    package var externalPayloads: [ExternalPayloadDetails] = []
    package var unknownFields = UnknownFields()

    /// An empty payload.
    public init() {}

    /// A payload of `data`, encoded as `metadata` says.
    public init(metadata: Metadata, data: Bytes) {
        self.metadata = metadata
        self.data = data
    }

    /// The same payload in storage of its own, so that what it was received with can go.
    public func copied() -> Payload {
        var copy = self
        copy.data = data.copied()
        for (key, value) in metadata { copy.metadata[key] = value.copied() }
        return copy
    }

    package static var protoName: String { "temporal.api.common.v1.Payload" }

    package mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "metadata", &metadata)
        visitor.field(2, "data", &data)
        visitor.field(3, "external_payloads", &externalPayloads)
    }

    /// Data of this payload that is stored elsewhere.
    package struct ExternalPayloadDetails: Message {
        package var sizeBytes: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Payload.ExternalPayloadDetails" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "size_bytes", &sizeBytes)
        }
    }
}

extension Payload {
    /// The metadata of a payload: bytes by name. It iterates in the order of the names, so that whoever writes it down
    /// writes the same each time.
    public struct Metadata: Sendable, Sequence, ExpressibleByDictionaryLiteral {
        // A payload nearly always has `encoding` and nothing else, which this keeps without a hash table.
        private enum Storage: Sendable {
            case empty
            case one(String, Bytes)
            case many([String: Bytes])
        }

        private var storage = Storage.empty

        /// No metadata.
        public init() {}

        /// The metadata of `elements`; where a name stands twice, the later one counts.
        public init(dictionaryLiteral elements: (String, Bytes)...) {
            for (key, value) in elements { self[key] = value }
        }

        /// The metadata that `entries` name.
        public init(_ entries: [String: Bytes]) {
            for (key, value) in entries { self[key] = value }
        }

        /// The number of entries.
        public var count: Int {
            switch storage {
            case .empty: 0
            case .one: 1
            case .many(let entries): entries.count
            }
        }

        /// Whether there are no entries.
        public var isEmpty: Bool { count == 0 }

        /// The bytes under the name `key`; setting nil removes them.
        public subscript(key: String) -> Bytes? {
            get {
                switch storage {
                case .empty: nil
                case .one(let name, let value): name == key ? value : nil
                case .many(let entries): entries[key]
                }
            }
            set {
                switch (storage, newValue) {
                case (.empty, let value?):
                    storage = .one(key, value)
                case (.one(let name, _), let value) where name == key:
                    storage = if let value { .one(key, value) } else { .empty }
                case (.one(let name, let old), let value?):
                    storage = .many([name: old, key: value])
                case (.many(var entries), let value):
                    storage = .empty
                    entries[key] = value
                    storage = .many(entries)
                case (.empty, nil), (.one, nil):
                    break
                }
            }
        }

        /// The entries, in the order of their names.
        public func makeIterator() -> some IteratorProtocol<(key: String, value: Bytes)> {
            sortedByKey.makeIterator()
        }

        func forEachSorted(_ body: (String, Bytes) -> Void) {
            switch storage {
            case .empty: break
            case .one(let key, let value): body(key, value)
            case .many(let entries): for (key, value) in entries.sortedByKey { body(key, value) }
            }
        }

        var sortedByKey: [(key: String, value: Bytes)] {
            switch storage {
            case .empty: []
            case .one(let key, let value): [(key, value)]
            case .many(let entries): entries.sortedByKey
            }
        }
    }
}

extension Payload.Metadata: Equatable {
    /// Whether both have the same entries.
    public static func == (a: Self, b: Self) -> Bool {
        switch (a.storage, b.storage) {
        case (.many(let a), .many(let b)): a == b
        default: a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
        }
    }
}

extension Dictionary where Key: Comparable {
    /// The entries in the order of their keys.
    var sortedByKey: [(key: Key, value: Value)] {
        sorted { $0.key < $1.key }
    }
}
