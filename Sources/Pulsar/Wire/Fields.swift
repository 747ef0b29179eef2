// Pulsar's contract is proto2, where a field has presence: a required one is written even where it holds 0, and an absent one
// may default to something else. The visitors of TemporalCore leave zeros out; their oneofs do not, and a oneof's
// alternative is on the wire what a field is. Every integer type here is a varint, for which `Int64` stands.
import TemporalCore

extension FieldVisitor {
    /// A field that is always written, and that keeps its value where it is absent.
    mutating func always(_ number: UInt32, _ name: StaticString, _ value: inout UInt64) {
        var present: UInt64? = value
        oneof(number, name, &present, { (raw: Int64) in UInt64(bitPattern: raw) }, { Int64(bitPattern: $0) })
        value = present ?? value
    }

    /// A field that is always written, and that keeps its value where it is absent.
    mutating func always(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {
        var present: Int64? = value
        oneof(number, name, &present, { (raw: Int64) in raw }, { $0 })
        value = present ?? value
    }

    /// A field that is always written, and that keeps its value where it is absent.
    mutating func always(_ number: UInt32, _ name: StaticString, _ value: inout Bool) {
        var present: Bool? = value
        oneof(number, name, &present, { (raw: Bool) in raw }, { $0 })
        value = present ?? value
    }

    /// A field that is always written, and that keeps its value where it is absent.
    mutating func always(_ number: UInt32, _ name: StaticString, _ value: inout String) {
        var present: String? = value
        oneof(number, name, &present, { (raw: String) in raw }, { $0 })
        value = present ?? value
    }

    /// A field that is always written; what is wrong with `topic` or `message` is the broker's to say.
    mutating func always(_ number: UInt32, _ name: StaticString, _ value: inout PulsarServerError) {
        var raw = Int64(value.rawValue)
        always(number, name, &raw)
        value = PulsarServerError(rawValue: Int32(truncatingIfNeeded: raw))
    }

    /// An optional field: written where there is a value, however small.
    mutating func optional(_ number: UInt32, _ name: StaticString, _ value: inout String?) {
        oneof(number, name, &value, { (raw: String) in raw }, { $0 })
    }

    /// An optional field: written where there is a value, however small.
    mutating func optional(_ number: UInt32, _ name: StaticString, _ value: inout UInt64?) {
        oneof(number, name, &value, { (raw: Int64) in UInt64(bitPattern: raw) }, { Int64(bitPattern: $0) })
    }

    /// An optional field: written where there is a value, however small.
    mutating func optional(_ number: UInt32, _ name: StaticString, _ value: inout Int64?) {
        oneof(number, name, &value, { (raw: Int64) in raw }, { $0 })
    }
}
