// A visitor that writes down what a message declares, for the comparison with the official descriptors.
@testable import TemporalCore

struct DeclarationVisitor {
    /// By number: name, JSON name, type, and the Swift type of the oneof or nothing.
    var fields: [String: [String]] = [:]
    var messages: [any Message.Type] = []
    var enums: [String: [Contract.EnumValue]] = [:]

    private mutating func note(_ number: UInt32, _ name: StaticString, _ type: String, oneof: String = "") {
        let name = name.description
        let old = fields.updateValue([name, ProtoJSONWriter.jsonName(name), type, oneof], forKey: String(number))
        precondition(old == nil, "field \(number) is declared twice")
    }

    private mutating func message<M: Message>(_ type: M.Type) -> String {
        messages.append(type)
        return "message \(M.protoName)"
    }

    private mutating func enumeration<E: ProtoEnum>(_ type: E.Type) -> String {
        enums[E.protoName] = E.names.all.map { Contract.EnumValue(name: $0.name, number: $0.value.rawValue) }
        return "enum \(E.protoName)"
    }

    private mutating func mapPart(_ type: any MapValue.Type) -> String {
        switch type {
        case is String.Type: "string"
        case is Int32.Type: "int32"
        case is Float.Type: "float"
        case is Bytes.Type: "bytes"
        case let type as any Message.Type: message(type)
        case let type as any ProtoEnum.Type: enumeration(type)
        default: "unknown"
        }
    }
}

extension DeclarationVisitor: FieldVisitor {
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) { note(number, name, "bool") }
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) { note(number, name, "int32") }
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) { note(number, name, "int64") }
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) { note(number, name, "uint32") }
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) { note(number, name, "float") }
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) { note(number, name, "double") }
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) { note(number, name, "string") }
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) { note(number, name, "bytes") }

    mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {
        note(number, name, enumeration(E.self))
    }

    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        note(number, name, message(M.self))
    }

    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        note(number, name, message(M.self))
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {
        note(number, name, "message google.protobuf.Timestamp")
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {
        note(number, name, "message google.protobuf.Duration")
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {
        note(number, name, "repeated message google.protobuf.Timestamp")
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {
        note(number, name, "repeated string")
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {
        note(number, name, "repeated uint32")
    }

    mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {
        note(number, name, "repeated " + enumeration(E.self))
    }

    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        note(number, name, "repeated " + message(M.self))
    }

    mutating func field<K: MapKey, V: MapValue>(_ number: UInt32, _ name: StaticString, _ values: inout [K: V]) {
        note(number, name, "map<\(mapPart(K.self)), \(mapPart(V.self))>")
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {
        note(number, name, "map<string, bytes>")
    }

    mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        note(number, name, message(M.self), oneof: "\(O.self)")
    }

    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {
        note(number, name, "string", oneof: "\(O.self)")
    }

    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {
        note(number, name, "int64", oneof: "\(O.self)")
    }

    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {
        note(number, name, "bool", oneof: "\(O.self)")
    }
}
