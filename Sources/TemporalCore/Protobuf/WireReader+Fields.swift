// What the reader does at each field: if the tag that comes next is the field's, take the value and read the next tag. The
// test is inlined into the walks, the taking is not: most fields of a walk are absent.

/// The wire types that the contract uses, as they stand in the low bits of a tag.
enum WireType {
    static let varint: UInt32 = 0
    static let fixed64: UInt32 = 1
    static let delimited: UInt32 = 2
    static let fixed32: UInt32 = 5
}

extension WireReader: FieldVisitor {
    @inline(__always)
    private func isNext(_ number: UInt32, _ type: UInt32) -> Bool {
        tag == number &<< 3 | type
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) {
        guard isNext(number, WireType.varint) else { return }
        value = takeVarint(name) != 0
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) {
        guard isNext(number, WireType.varint) else { return }
        value = Int32(truncatingIfNeeded: takeVarint(name))
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {
        guard isNext(number, WireType.varint) else { return }
        value = Int64(bitPattern: takeVarint(name))
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) {
        guard isNext(number, WireType.varint) else { return }
        value = UInt32(truncatingIfNeeded: takeVarint(name))
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) {
        guard isNext(number, WireType.fixed32) else { return }
        value = Float(bitPattern: fixed32(name))
        advance()
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) {
        guard isNext(number, WireType.fixed64) else { return }
        value = Double(bitPattern: fixed64(name))
        advance()
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) {
        guard isNext(number, WireType.delimited) else { return }
        value = takeString(name)
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) {
        guard isNext(number, WireType.delimited) else { return }
        value = bytes(name)
        advance()
    }

    @inline(__always)
    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {
        guard isNext(number, WireType.varint) else { return }
        value = E(rawValue: Int32(truncatingIfNeeded: takeVarint(name)))
    }

    @inline(__always)
    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        guard isNext(number, WireType.delimited) else { return }
        value = takeMessage(name, addingTo: value)
    }

    @inline(__always)
    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        guard isNext(number, WireType.delimited) else { return }
        value = .full(takeMessage(name, addingTo: value.wrappedValue))
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {
        guard isNext(number, WireType.delimited) else { return }
        value = takeMessage(name, addingTo: value.map(SecondsAndNanos.init)).timestamp
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {
        guard isNext(number, WireType.delimited) else { return }
        value = takeMessage(name, addingTo: value.map(SecondsAndNanos.init)).duration
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {
        while isNext(number, WireType.delimited) {
            let parts: SecondsAndNanos = takeMessage(name, addingTo: nil)
            values.append(parts.timestamp)
        }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {
        while isNext(number, WireType.delimited) { values.append(takeString(name)) }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {
        while tag >> 3 == number, tag & 7 == WireType.delimited || tag & 7 == WireType.varint {
            if tag & 7 == WireType.varint {
                values.append(UInt32(truncatingIfNeeded: takeVarint(name)))
            } else {
                packed(name) { values.append(UInt32(truncatingIfNeeded: $0)) }
                advance()
            }
        }
    }

    @inline(__always)
    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {
        while tag >> 3 == number, tag & 7 == WireType.delimited || tag & 7 == WireType.varint {
            if tag & 7 == WireType.varint {
                values.append(E(rawValue: Int32(truncatingIfNeeded: takeVarint(name))))
            } else {
                packed(name) { values.append(E(rawValue: Int32(truncatingIfNeeded: $0))) }
                advance()
            }
        }
    }

    @inline(__always)
    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        while isNext(number, WireType.delimited) { values.append(takeMessage(name, addingTo: nil)) }
    }

    @inline(__always)
    package mutating func field<K: MapKey, V: MapValue>(
        _ number: UInt32, _ name: StaticString, _ values: inout [K: V]
    ) {
        while isNext(number, WireType.delimited) {
            let entry: MapEntry<K, V> = takeMessage(name, addingTo: nil)
            values[entry.key] = entry.value
        }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {
        while isNext(number, WireType.delimited) {
            let entry: MapEntry<String, Bytes> = takeMessage(name, addingTo: nil)
            values[entry.key] = entry.value
        }
    }

    @inline(__always)
    package mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        guard isNext(number, WireType.delimited) else { return }
        value = make(takeMessage(name, addingTo: value.flatMap(get)))
    }

    @inline(__always)
    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {
        guard isNext(number, WireType.delimited) else { return }
        value = make(takeString(name))
    }

    @inline(__always)
    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {
        guard isNext(number, WireType.varint) else { return }
        value = make(Int64(bitPattern: takeVarint(name)))
    }

    @inline(__always)
    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {
        guard isNext(number, WireType.varint) else { return }
        value = make(takeVarint(name) != 0)
    }

    @inline(never)
    private mutating func takeVarint(_ name: StaticString) -> UInt64 {
        let value = varint(name)
        advance()
        return value
    }

    @inline(never)
    private mutating func takeString(_ name: StaticString) -> String {
        let value = string(name)
        advance()
        return value
    }

    @inline(never)
    private mutating func takeMessage<M: Message>(_ name: StaticString, addingTo old: M?) -> M {
        var message = old ?? M()
        read(name, into: &message)
        advance()
        return message
    }
}
