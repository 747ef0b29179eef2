// ProtoEnum: enums are open. A value that this version does not know keeps its number and survives a round trip.

/// A protobuf enum: any number, some of which have names.
package protocol ProtoEnum: RawRepresentable, Hashable, Sendable where RawValue == Int32 {
    /// The full name in the contract.
    static var protoName: String { get }

    /// The names of the known values.
    static var names: EnumNames<Self> { get }

    init(rawValue: Int32)
}

extension ProtoEnum {
    /// The value with the number 0, which every enum starts as.
    @inlinable package init() { self.init(rawValue: 0) }

    /// The value's name in the contract, if this version knows it.
    package var name: String? { Self.names[self] }
}

/// The names of an enum's values: a common prefix, and for each value what follows it.
package struct EnumNames<Value: ProtoEnum>: Sendable {
    /// The values and their names, in the order of declaration.
    package let all: [(value: Value, name: String)]
    private let byNumber: [Int32: String]
    private let byName: [String: Value]

    package init(prefix: String, _ pairs: KeyValuePairs<Value, String>) {
        all = pairs.map { ($0, prefix + $1) }
        byNumber = Dictionary(all.map { ($0.value.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
        byName = Dictionary(all.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(value: Value) -> String? { byNumber[value.rawValue] }
    package subscript(name: String) -> Value? { byName[name] }
}
