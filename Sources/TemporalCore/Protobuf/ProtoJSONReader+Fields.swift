// What the JSON reader does at each field: if the member that stands next is the field's, take the value and read the next
// member's name.

extension ProtoJSONReader: FieldVisitor {
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) {
        guard begin(number, name) else { return }
        value = bool()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) {
        guard begin(number, name) else { return }
        value = integer()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {
        guard begin(number, name) else { return }
        value = integer()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) {
        guard begin(number, name) else { return }
        value = integer()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) {
        guard begin(number, name) else { return }
        value = float()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) {
        guard begin(number, name) else { return }
        value = double()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) {
        guard begin(number, name) else { return }
        value = string()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) {
        guard begin(number, name) else { return }
        value = base64()
        end(name)
    }

    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {
        guard begin(number, name) else { return }
        value = enumValue()
        end(name)
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        guard begin(number, name) else { return }
        value = message()
        end(name)
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        guard begin(number, name) else { return }
        value = .full(message())
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {
        guard begin(number, name) else { return }
        value = timestamp()
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {
        guard begin(number, name) else { return }
        array { reader in
            if let value = reader.timestamp() { values.append(value) }
        }
        end(name)
    }

    private mutating func timestamp() -> Timestamp? {
        let value = Timestamp(protoJSON: string())
        if value == nil { fail("expected a time such as 2026-01-31T12:00:00.5Z") }
        return value
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {
        guard begin(number, name) else { return }
        value = Duration(protoJSON: string())
        if value == nil { fail("expected a duration such as 1.5s") }
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {
        guard begin(number, name) else { return }
        array { values.append($0.string()) }
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {
        guard begin(number, name) else { return }
        array { values.append($0.integer()) }
        end(name)
    }

    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {
        guard begin(number, name) else { return }
        array { values.append($0.enumValue()) }
        end(name)
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        guard begin(number, name) else { return }
        array { values.append($0.message()) }
        end(name)
    }

    package mutating func field<K: MapKey, V: MapValue>(
        _ number: UInt32, _ name: StaticString, _ values: inout [K: V]
    ) {
        guard begin(number, name) else { return }
        members { reader, text in
            guard let key = K(text) else { return reader.fail("the name \(text) is not a key of this map") }
            guard values[key] == nil else { return reader.fail("the key \(text) stands twice in its map") }
            var value = V()
            value.readJSON(from: &reader)
            values[key] = value
        }
        end(name)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {
        guard begin(number, name) else { return }
        members { reader, key in
            guard values[key] == nil else { return reader.fail("the key \(key) stands twice in its map") }
            values[key] = reader.base64()
        }
        end(name)
    }

    package mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        guard begin(number, name, isFree: value == nil) else { return }
        value = make(message())
        end(name)
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {
        guard begin(number, name, isFree: value == nil) else { return }
        value = make(string())
        end(name)
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {
        guard begin(number, name, isFree: value == nil) else { return }
        value = make(integer())
        end(name)
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {
        guard begin(number, name, isFree: value == nil) else { return }
        value = make(bool())
        end(name)
    }

    private mutating func begin(_ number: UInt32, _ name: StaticString, isFree: Bool) -> Bool {
        guard begin(number, name) else { return false }
        if !isFree {
            fail("another alternative of the same oneof stands in the object")
            noteField(name)
        }
        return isFree
    }
}
