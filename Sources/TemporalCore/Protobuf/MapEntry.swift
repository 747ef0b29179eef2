// Maps: on the wire a map is a repeated message of two fields, the key and the value. `MapEntry` is that message.

/// A type that can be a map's value.
package protocol MapValue: Sendable {
    init()

    /// Shows `visitor` this value as the field `number`.
    mutating func asField(_ number: UInt32, _ name: StaticString, _ visitor: inout some FieldVisitor)

    mutating func writeJSON(to writer: inout ProtoJSONWriter)
    mutating func readJSON(from reader: inout ProtoJSONReader)
}

/// A type that can be a map's key.
package protocol MapKey: MapValue, Hashable, Comparable, LosslessStringConvertible {}

/// One entry of a map.
struct MapEntry<Key: MapKey, Value: MapValue>: Message {
    static var protoName: String { "map entry" }
    var key = Key()
    var value = Value()
    var unknownFields = UnknownFields()

    mutating func fields(_ visitor: inout some FieldVisitor) {
        key.asField(1, "key", &visitor)
        value.asField(2, "value", &visitor)
    }

    static func == (a: Self, b: Self) -> Bool { false }
}

extension MapValue where Self: Message {
    package mutating func asField(_ number: UInt32, _ name: StaticString, _ visitor: inout some FieldVisitor) {
        var optional: Self? = self
        visitor.field(number, name, &optional)
        if let optional { self = optional }
    }
}

extension MapValue where Self: ProtoEnum {
    package mutating func asField(_ number: UInt32, _ name: StaticString, _ visitor: inout some FieldVisitor) {
        visitor.field(number, name, &self)
    }

    package func writeJSON(to writer: inout ProtoJSONWriter) { writer.enumValue(self) }
    package mutating func readJSON(from reader: inout ProtoJSONReader) { self = reader.enumValue() }
}

extension String: MapKey {
    package mutating func asField(_ number: UInt32, _ name: StaticString, _ visitor: inout some FieldVisitor) {
        visitor.field(number, name, &self)
    }

    package func writeJSON(to writer: inout ProtoJSONWriter) { writer.json.string(self) }
    package mutating func readJSON(from reader: inout ProtoJSONReader) { self = reader.string() }
}

extension Int32: MapKey {
    package mutating func asField(_ number: UInt32, _ name: StaticString, _ visitor: inout some FieldVisitor) {
        visitor.field(number, name, &self)
    }

    package func writeJSON(to writer: inout ProtoJSONWriter) { writer.json.integer(Int64(self)) }
    package mutating func readJSON(from reader: inout ProtoJSONReader) { self = reader.integer() }
}

extension Float: MapValue {
    package mutating func asField(_ number: UInt32, _ name: StaticString, _ visitor: inout some FieldVisitor) {
        visitor.field(number, name, &self)
    }

    package func writeJSON(to writer: inout ProtoJSONWriter) { writer.number(self) }
    package mutating func readJSON(from reader: inout ProtoJSONReader) { self = reader.float() }
}

extension Bytes: MapValue {
    package mutating func asField(_ number: UInt32, _ name: StaticString, _ visitor: inout some FieldVisitor) {
        visitor.field(number, name, &self)
    }

    package func writeJSON(to writer: inout ProtoJSONWriter) { writer.base64(self) }
    package mutating func readJSON(from reader: inout ProtoJSONReader) { self = reader.base64() }
}
