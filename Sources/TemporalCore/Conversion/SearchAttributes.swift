// Search attributes: what the server indexes workflows by. A key carries its type, which travels with the value, because the
// server and other SDKs read it from there. Values are kept as payloads, so what this version does not understand survives.

/// What type of value a search attribute has on the server.
public enum SearchAttributeType: String, Sendable, Hashable {
    /// `true` or `false`.
    case bool = "Bool"
    /// A 64-bit integer.
    case int = "Int"
    /// A number.
    case double = "Double"
    /// A string that is found whole.
    case keyword = "Keyword"
    /// Strings, each of which is found whole.
    case keywordList = "KeywordList"
    /// A text that is found by its words.
    case text = "Text"
    /// A point in time.
    case datetime = "Datetime"
}

/// The name of a search attribute, with the type of its values.
///
///     extension SearchAttributeKey where Value == String {
///         static var customerID: Self { .keyword("CustomerID") }
///     }
public struct SearchAttributeKey<Value: Codable & Sendable & Equatable>: Sendable, Hashable {
    /// The attribute's name on the server.
    public let name: String
    /// The attribute's type on the server.
    public let type: SearchAttributeType

    /// This attribute with `value`, for an upsert.
    public func set(_ value: Value) -> SearchAttributeUpdate {
        SearchAttributeUpdate(name: name, payload: payload(of: value))
    }

    /// This attribute without a value, for an upsert.
    public var unset: SearchAttributeUpdate { SearchAttributeUpdate(name: name, payload: nil) }

    // What JSON cannot write (a Double that is not finite) goes as its name, which the server refuses.
    func payload(of value: Value) -> Payload {
        let payload = try? DataConverter.default.encode(value)
        var typed = payload ?? Payload(Payload.Encoding.json, Bytes(utf8: "\"\(value)\""))
        typed.metadata["type"] = Bytes(utf8: type.rawValue)
        return typed
    }
}

extension SearchAttributeKey where Value == Bool {
    /// An attribute that is true or false.
    public static func bool(_ name: String) -> Self { Self(name: name, type: .bool) }
}

extension SearchAttributeKey where Value == Int {
    /// An attribute that is an integer.
    public static func int(_ name: String) -> Self { Self(name: name, type: .int) }
}

extension SearchAttributeKey where Value == Double {
    /// An attribute that is a number.
    public static func double(_ name: String) -> Self { Self(name: name, type: .double) }
}

extension SearchAttributeKey where Value == String {
    /// An attribute that is a string, found whole.
    public static func keyword(_ name: String) -> Self { Self(name: name, type: .keyword) }

    /// An attribute that is a text, found by its words.
    public static func text(_ name: String) -> Self { Self(name: name, type: .text) }
}

extension SearchAttributeKey where Value == [String] {
    /// An attribute that is several strings, each found whole.
    public static func keywordList(_ name: String) -> Self { Self(name: name, type: .keywordList) }
}

extension SearchAttributeKey where Value == Timestamp {
    /// An attribute that is a point in time.
    public static func datetime(_ name: String) -> Self { Self(name: name, type: .datetime) }
}

/// A search attribute that gets a value or loses it.
public struct SearchAttributeUpdate: Sendable, Hashable {
    /// The attribute's name.
    public let name: String
    let payload: Payload?

    /// How long the value is, in bytes.
    package var size: Int { payload?.data.count ?? 0 }

    /// Whether the attribute loses its value.
    public var isUnset: Bool { payload == nil }

    /// Whether both do the same to the same attribute.
    public static func == (a: Self, b: Self) -> Bool { a.name == b.name && a.payload == b.payload }

    /// Feeds the name to `hasher`.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The search attributes of a workflow.
///
///     var attributes = SearchAttributes()
///     attributes[.customerID] = "c-1"
public struct SearchAttributes: Sendable, Equatable {
    private var fields: [String: Payload] = [:]

    /// No attributes.
    public init() {}

    /// The attributes that `updates` set.
    public init(_ updates: SearchAttributeUpdate...) {
        apply(updates)
    }

    /// The value of `key`; nil where it has none, or one of another type.
    public subscript<Value>(key: SearchAttributeKey<Value>) -> Value? {
        get {
            guard let payload = fields[key.name] else { return nil }
            if let type = payload.metadata["type"], !type.elementsEqual(key.type.rawValue.utf8) { return nil }
            if let value = try? DataConverter.default.decode(payload, as: Value.self) { return value }
            // Some SDKs write a single value as a list of one.
            guard let list = try? DataConverter.default.decode(payload, as: [Value].self), list.count == 1 else {
                return nil
            }
            return list[0]
        }
        set { fields[key.name] = newValue.map { key.payload(of: $0) } }
    }

    /// Sets and unsets as `updates` say, in order.
    public mutating func apply(_ updates: [SearchAttributeUpdate]) {
        for update in updates { fields[update.name] = update.payload }
    }

    /// The type of the attribute `name`, where it is set and of a known type.
    public func type(of name: String) -> SearchAttributeType? {
        fields[name]?.metadata["type"]?.utf8String.flatMap(SearchAttributeType.init(rawValue:))
    }

    /// The names, sorted.
    public var names: [String] { fields.keys.sorted() }

    /// Whether there are none.
    public var isEmpty: Bool { fields.isEmpty }

    package init(_ attributes: API.Common.SearchAttributes?) {
        // An attribute that was unset comes back as null.
        fields = (attributes?.indexedFields ?? [:])
            .filter { $0.value.metadata["encoding"] != Payload.Encoding.null }
            .mapValues { $0.copied() }
    }

    /// The attributes as they are sent; nil where there are none.
    package var encoded: API.Common.SearchAttributes? {
        guard !isEmpty else { return nil }
        return .with { $0.indexedFields = fields }
    }

    /// `updates` as an upsert sends them: an attribute that loses its value is null and has no type.
    package static func encoded(_ updates: [SearchAttributeUpdate]) -> API.Common.SearchAttributes {
        .with { message in
            for update in updates { message.indexedFields[update.name] = update.payload ?? .null }
        }
    }
}
