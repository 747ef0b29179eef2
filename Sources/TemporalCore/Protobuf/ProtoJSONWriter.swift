// ProtoJSONWriter: from messages to the JSON that the protobuf documentation prescribes: camel-case names, enums by name,
// 64-bit integers as strings, bytes in base64, times as RFC 3339. Defaults and unknown fields are left out.
//
// It is not specialised for any message: the walks call it through its witness table, and it calls them through theirs.

/// Writes the JSON form of messages.
package struct ProtoJSONWriter {
    /// Where the text goes.
    var json = JSONWriter()

    /// The JSON form of `message`.
    static func write(_ message: some Message) -> Bytes {
        var message = message
        var writer = ProtoJSONWriter()
        message.writeJSON(to: &writer)
        return writer.json.bytes
    }

    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    mutating func object<M: Message>(_ message: inout M) {
        json.beginObject()
        message.fields(&self)
        json.endObject()
    }

    mutating func number(_ value: Double) {
        if value.isFinite {
            json.number(value)
        } else {
            json.string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
        }
    }

    mutating func number(_ value: Float) {
        if value.isFinite { json.number(value) } else { number(Double(value)) }
    }

    mutating func base64(_ value: Bytes) {
        json.plainString(Base64.encode(value))
    }

    mutating func enumValue(_ value: some ProtoEnum) {
        if let name = value.name { json.string(name) } else { json.integer(Int64(value.rawValue)) }
    }

    /// The JSON name of the field that the contract calls `name`: `task_queue` is `taskQueue`.
    static func jsonName(_ name: String) -> String {
        var result: [UInt8] = []
        var upper = false
        for byte in name.utf8 {
            if byte == UInt8(ascii: "_") {
                upper = true
            } else {
                let isLetter = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
                result.append(upper && isLetter ? byte - 32 : byte)
                upper = false
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func key(_ name: StaticString) {
        json.key(Self.jsonName(name.description))
    }

    private mutating func array<Element>(
        _ name: StaticString, _ values: [Element], _ write: (inout Self, Element) -> Void
    ) {
        guard !values.isEmpty else { return }
        key(name)
        json.beginArray()
        for value in values { write(&self, value) }
        json.endArray()
    }
}

extension ProtoJSONWriter: FieldVisitor {
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) {
        guard value else { return }
        key(name)
        json.bool(true)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) {
        guard value != 0 else { return }
        key(name)
        json.integer(Int64(value))
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {
        guard value != 0 else { return }
        key(name)
        json.string(String(value))
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) {
        guard value != 0 else { return }
        key(name)
        json.integer(Int64(value))
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) {
        guard value.bitPattern != 0 else { return }
        key(name)
        self.number(value)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) {
        guard value.bitPattern != 0 else { return }
        key(name)
        self.number(value)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) {
        guard !value.isEmpty else { return }
        key(name)
        json.string(value)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) {
        guard !value.isEmpty else { return }
        key(name)
        base64(value)
    }

    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {
        guard value.rawValue != 0 else { return }
        key(name)
        enumValue(value)
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        guard var message = value else { return }
        key(name)
        message.writeJSON(to: &self)
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        guard var message = value.wrappedValue else { return }
        key(name)
        message.writeJSON(to: &self)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {
        guard let value else { return }
        key(name)
        json.string(value.protoJSON)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {
        guard let value else { return }
        key(name)
        json.string(value.protoJSON)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {
        array(name, values) { $0.json.string($1) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {
        array(name, values) { $0.json.integer(Int64($1)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {
        array(name, values) { $0.json.string($1.protoJSON) }
    }

    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {
        array(name, values) { $0.enumValue($1) }
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        array(name, values) { writer, message in
            var message = message
            message.writeJSON(to: &writer)
        }
    }

    package mutating func field<K: MapKey, V: MapValue>(
        _ number: UInt32, _ name: StaticString, _ values: inout [K: V]
    ) {
        guard !values.isEmpty else { return }
        key(name)
        json.beginObject()
        for (key, value) in values.sortedByKey {
            json.key(key.description)
            var value = value
            value.writeJSON(to: &self)
        }
        json.endObject()
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {
        guard !values.isEmpty else { return }
        key(name)
        json.beginObject()
        for (key, value) in values.sortedByKey {
            json.key(key)
            base64(value)
        }
        json.endObject()
    }

    package mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        guard let value, var message = get(value) else { return }
        key(name)
        message.writeJSON(to: &self)
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {
        guard let value, let string = get(value) else { return }
        key(name)
        json.string(string)
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {
        guard let value, let integer = get(value) else { return }
        key(name)
        json.string(String(integer))
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {
        guard let value, let bool = get(value) else { return }
        key(name)
        json.bool(bool)
    }
}
