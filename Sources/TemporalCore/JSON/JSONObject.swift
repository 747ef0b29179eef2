// JSONObject: an object of a JSON text, whose members keep their order. Order is for people to read; two objects with the
// same members are equal in any order, as in JSON.

/// The members of a JSON object, in order.
public struct JSONObject: Sendable, Sequence, ExpressibleByDictionaryLiteral {
    private var members: [(key: String, value: JSONValue)] = []
    // Where each key stands; kept only for objects large enough that looking through them all would be slow.
    private var positions: [String: Int] = [:]
    private static let indexedCount = 12

    /// An object without members.
    public init() {}

    /// An object of `elements`; where a key stands twice, the later value counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (key, value) in elements { self[key] = value }
    }

    /// An object of `members`; where a key stands twice, the later value counts.
    public init(_ members: some Sequence<(key: String, value: JSONValue)>) {
        for (key, value) in members { self[key] = value }
    }

    /// The number of members.
    public var count: Int { members.count }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of the member `key`. A new member is appended; setting nil removes it (set ``JSONValue/null`` for `null`).
    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?):
                members[position].value = value
            case (let position?, nil):
                members.remove(at: position)
                positions = [:]
                index()
            case (nil, let value?):
                members.append((key, value))
                index()
            case (nil, nil):
                break
            }
        }
    }

    /// The members, in order.
    public func makeIterator() -> some IteratorProtocol<(key: String, value: JSONValue)> {
        members.makeIterator()
    }

    private func position(of key: String) -> Int? {
        positions.isEmpty ? members.firstIndex { $0.key == key } : positions[key]
    }

    // Brings `positions` up to date with members that were appended.
    private mutating func index() {
        guard members.count > Self.indexedCount else { return }
        for position in positions.count..<members.count { positions[members[position].key] = position }
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same members, in any order.
    public static func == (a: Self, b: Self) -> Bool {
        a.count == b.count && a.members.allSatisfy { b[$0.key] == $0.value }
    }

    /// Feeds the members to `hasher`, in a way that does not depend on their order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in members {
            var member = Hasher()
            member.combine(key)
            member.combine(value)
            sum ^= member.finalize()
        }
        hasher.combine(count)
        hasher.combine(sum)
    }
}
