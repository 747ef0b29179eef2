// Memo: what is noted about a workflow for people and tools; not indexed.

/// Values noted about a workflow, by name.
///
///     memo: ["origin": "web", "attempt": 2]
public struct Memo: Sendable, ExpressibleByDictionaryLiteral {
    private var values: [String: EncodedValue] = [:]

    /// An empty memo.
    public init() {}

    /// A memo of `elements`; where a name stands twice, the later value counts.
    public init(dictionaryLiteral elements: (String, any Encodable & Sendable)...) {
        for (name, value) in elements { set(value, for: name) }
    }

    /// Notes `value` under `name`.
    public mutating func set(_ value: any Encodable & Sendable, for name: String) {
        values[name] = .value(value)
    }

    /// Removes what is noted under `name`.
    public mutating func remove(_ name: String) {
        values[name] = nil
    }

    /// The value of type `type` under `name`, or nil where there is none.
    public func value<Value: Decodable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(PayloadConversionError) -> Value? {
        try values[name]?.decode(as: type)
    }

    /// The names, sorted.
    public var names: [String] { values.keys.sorted() }

    /// Whether nothing is noted.
    public var isEmpty: Bool { values.isEmpty }

    package init(_ memo: API.Common.Memo?, converter: DataConverter) {
        values = (memo?.fields ?? [:]).mapValues { .payload($0.copied(), converter) }
    }

    /// The memo as it is sent; nil where it is empty.
    package func encoded(with converter: DataConverter) throws(PayloadConversionError) -> API.Common.Memo? {
        guard !isEmpty else { return nil }
        var memo = API.Common.Memo()
        for (name, value) in values {
            do {
                memo.fields[name] = try value.payload(converter)
            } catch {
                throw PayloadConversionError(path: name, reason: "memo: \(error.reason)", underlying: error)
            }
        }
        return memo
    }
}
