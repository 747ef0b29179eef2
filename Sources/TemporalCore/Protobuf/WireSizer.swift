// WireSizer: how many bytes an encoding has, without making it: for limits that hold before anything is sent. The writer
// does without it. It is not specialised for any message.

/// Measures the binary encoding.
package struct WireSizer {
    private var size = 0

    /// How many bytes the encoding of `message` has.
    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    static func measure<M: Message>(_ message: M) -> Int {
        var message = message
        var sizer = WireSizer()
        message.fields(&sizer)
        return sizer.size + message.unknownFields.bytes.count
    }

    /// How many bytes `value` takes: one for each seven bits, and one for zero.
    static func varint(_ value: UInt64) -> Int {
        (70 - (value | 1).leadingZeroBitCount) / 7
    }

    private static func tag(_ number: UInt32) -> Int { varint(UInt64(number) << 3) }

    private mutating func add(_ number: UInt32, varint value: UInt64) {
        size += Self.tag(number) + Self.varint(value)
    }

    private mutating func add(_ number: UInt32, delimited count: Int) {
        size += Self.tag(number) + Self.varint(UInt64(count)) + count
    }

    private mutating func add(_ number: UInt32, _ message: some Message) {
        add(number, delimited: Self.measure(message))
    }
}

extension WireSizer: FieldVisitor {
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) {
        if value { add(number, varint: 1) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) {
        if value != 0 { add(number, varint: UInt64(bitPattern: Int64(value))) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {
        if value != 0 { add(number, varint: UInt64(bitPattern: value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) {
        if value != 0 { add(number, varint: UInt64(value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) {
        if value.bitPattern != 0 { size += Self.tag(number) + 4 }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) {
        if value.bitPattern != 0 { size += Self.tag(number) + 8 }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) {
        if !value.isEmpty { add(number, delimited: value.utf8.count) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) {
        if value.count != 0 { add(number, delimited: value.count) }
    }

    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {
        if value.rawValue != 0 { add(number, varint: UInt64(bitPattern: Int64(value.rawValue))) }
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        if let value { add(number, value) }
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        if case .full(let message) = value { add(number, message) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {
        if let value { add(number, SecondsAndNanos(value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {
        if let value { add(number, SecondsAndNanos(value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {
        for value in values { add(number, SecondsAndNanos(value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {
        for value in values { add(number, delimited: value.utf8.count) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {
        packed(number, values.lazy.map { UInt64($0) })
    }

    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {
        packed(number, values.lazy.map { UInt64(bitPattern: Int64($0.rawValue)) })
    }

    private mutating func packed(_ number: UInt32, _ values: some Collection<UInt64>) {
        guard !values.isEmpty else { return }
        let count = values.reduce(0) { $0 + Self.varint($1) }
        add(number, delimited: count)
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        for value in values { add(number, value) }
    }

    package mutating func field<K: MapKey, V: MapValue>(
        _ number: UInt32, _ name: StaticString, _ values: inout [K: V]
    ) {
        for (key, value) in values { add(number, MapEntry(key: key, value: value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {
        for (key, value) in values { add(number, MapEntry(key: key, value: value)) }
    }

    package mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        if let value, let message = get(value) { add(number, message) }
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {
        if let value, let string = get(value) { add(number, delimited: string.utf8.count) }
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {
        if let value, let integer = get(value) { add(number, varint: UInt64(bitPattern: integer)) }
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {
        if let value, get(value) != nil { add(number, varint: 1) }
    }
}
