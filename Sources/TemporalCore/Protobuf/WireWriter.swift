// WireWriter: from messages to bytes, in one walk. A length stands before what it measures and is known only after it: one
// byte is kept free for it, and what follows moves where that is too little. Defaults are not written; map entries are
// sorted by key, so equal messages have equal encodings. The writer never assigns to a field that it is shown.

/// Writes the binary encoding.
package struct WireWriter {
    private var storage: Bytes.Storage
    private var capacity: Int
    private var count = 0

    /// The encoding of `message`.
    static func write<M: Message>(_ message: M) -> Bytes {
        var writer = WireWriter(capacity: 256)
        // The writer only looks, so the message may be shown in its place: a copy retains every field, a tenth of the whole.
        withUnsafePointer(to: message) { UnsafeMutablePointer(mutating: $0).pointee.walk(&writer) }
        writer.append(message.unknownFields)
        return Bytes(storage: writer.storage, lower: 0, count: writer.count)
    }

    private init(capacity: Int) {
        storage = Bytes.Storage(capacity: capacity)
        self.capacity = capacity
    }

    /// Makes sure that `extra` more bytes fit.
    @inline(__always)
    private mutating func reserve(_ extra: Int) {
        if extra > capacity - count { grow(extra) }
    }

    @inline(never)
    private mutating func grow(_ extra: Int) {
        capacity = max(capacity * 2, count + extra)
        let larger = Bytes.Storage(capacity: capacity)
        larger.base.copyMemory(from: storage.base, byteCount: count)
        storage = larger
    }

    // The `put` functions write into what `reserve` has made sure of.

    @inline(__always)
    private mutating func put(byte: UInt8) {
        storage.base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    private mutating func put(varint value: UInt64) {
        var value = value
        while value >= 0x80 {
            put(byte: UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        put(byte: UInt8(truncatingIfNeeded: value))
    }

    @inline(__always)
    private mutating func put(tag number: UInt32, _ type: UInt32) {
        put(varint: UInt64(number &<< 3 | type))
    }

    @inline(__always)
    private mutating func put(_ buffer: UnsafeRawBufferPointer) {
        guard let source = buffer.baseAddress else { return }
        (storage.base + count).copyMemory(from: source, byteCount: buffer.count)
        count += buffer.count
    }

    // A tag has at most 5 bytes, a length or an integer at most 10.
    private static let headRoom = 16

    @inline(never)
    private mutating func write(_ number: UInt32, varint value: UInt64) {
        reserve(Self.headRoom)
        put(tag: number, WireType.varint)
        put(varint: value)
    }

    @inline(never)
    private mutating func write(_ number: UInt32, string: String) {
        let utf8 = string.utf8
        reserve(Self.headRoom + utf8.count)
        put(tag: number, WireType.delimited)
        put(varint: UInt64(utf8.count))
        if utf8.withContiguousStorageIfAvailable({ put(UnsafeRawBufferPointer($0)) }) == nil {
            for byte in utf8 { put(byte: byte) }
        }
    }

    @inline(never)
    private mutating func write(_ number: UInt32, bytes: Bytes) {
        reserve(Self.headRoom + bytes.count)
        put(tag: number, WireType.delimited)
        put(varint: UInt64(bytes.count))
        bytes.withUnsafeBytes { put($0) }
    }

    @inline(never)
    private mutating func append(_ unknown: UnknownFields) {
        guard !unknown.isEmpty else { return }
        reserve(unknown.bytes.count)
        unknown.bytes.withUnsafeBytes { put($0) }
    }

    /// Begins a field whose length `end` will write; the result is for `end`.
    @inline(never)
    private mutating func begin(_ number: UInt32) -> Int {
        reserve(Self.headRoom)
        put(tag: number, WireType.delimited)
        put(byte: 0)
        return count
    }

    @inline(never)
    private mutating func end(_ start: Int) {
        let length = count - start
        if length < 0x80 {
            storage.base.storeBytes(of: UInt8(truncatingIfNeeded: length), toByteOffset: start - 1, as: UInt8.self)
            return
        }
        let shift = WireSizer.varint(UInt64(length)) - 1
        reserve(shift)
        (storage.base + start + shift).copyMemory(from: storage.base + start, byteCount: length)
        count = start - 1
        put(varint: UInt64(length))
        count += length
    }

    // Not specialised: the witness of `walk` is, and a copy of the rest for each message would only be slow to compile.
    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    fileprivate mutating func write<M: Message>(_ number: UInt32, _ message: inout M) {
        let start = begin(number)
        message.walk(&self)
        append(message.unknownFields)
        end(start)
    }
}

extension Message {
    // What `message?.write` calls: optional chaining leaves the message in its place, `if var` would copy it.
    @inline(__always)
    fileprivate mutating func write(_ number: UInt32, to writer: inout WireWriter) {
        writer.write(number, &self)
    }
}

extension WireWriter: FieldVisitor {
    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) {
        if value { write(number, varint: 1) }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) {
        if value != 0 { write(number, varint: UInt64(bitPattern: Int64(value))) }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {
        if value != 0 { write(number, varint: UInt64(bitPattern: value)) }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) {
        if value != 0 { write(number, varint: UInt64(value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) {
        guard value.bitPattern != 0 else { return }
        reserve(Self.headRoom)
        put(tag: number, WireType.fixed32)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { put($0) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) {
        guard value.bitPattern != 0 else { return }
        reserve(Self.headRoom)
        put(tag: number, WireType.fixed64)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { put($0) }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) {
        if !value.isEmpty { write(number, string: value) }
    }

    @inline(__always)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) {
        if value.count != 0 { write(number, bytes: value) }
    }

    @inline(__always)
    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {
        if value.rawValue != 0 { write(number, varint: UInt64(bitPattern: Int64(value.rawValue))) }
    }

    @inline(__always)
    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        value?.write(number, to: &self)
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        if case .full(var message) = value { write(number, &message) }
    }

    @inline(never)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {
        if let value { write(number, SecondsAndNanos(value)) }
    }

    @inline(never)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {
        if let value { write(number, SecondsAndNanos(value)) }
    }

    private mutating func write(_ number: UInt32, _ parts: SecondsAndNanos) {
        var parts = parts
        let start = begin(number)
        parts.fields(&self)
        end(start)
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {
        for value in values { write(number, SecondsAndNanos(value)) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {
        for value in values { write(number, string: value) }
    }

    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {
        packed(number, values.lazy.map { UInt64($0) })
    }

    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {
        packed(number, values.lazy.map { UInt64(bitPattern: Int64($0.rawValue)) })
    }

    private mutating func packed(_ number: UInt32, _ values: some Collection<UInt64>) {
        guard !values.isEmpty else { return }
        let start = begin(number)
        for value in values {
            reserve(Self.headRoom)
            put(varint: value)
        }
        end(start)
    }

    @_semantics("optimize.sil.specialize.generic.never")
    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for index in values.indices {
                // The writer only looks, so an element may be shown in its place, in storage that others share.
                write(number, &UnsafeMutablePointer(mutating: base + index).pointee)
            }
        }
    }

    package mutating func field<K: MapKey, V: MapValue>(
        _ number: UInt32, _ name: StaticString, _ values: inout [K: V]
    ) {
        for (key, value) in values.sortedByKey {
            var entry = MapEntry(key: key, value: value)
            write(number, &entry)
        }
    }

    @inline(never)
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {
        values.forEachSorted { key, value in
            let start = begin(number)
            if !key.isEmpty { write(1, string: key) }
            if !value.isEmpty { write(2, bytes: value) }
            end(start)
        }
    }

    @inline(__always)
    package mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        if let value, var message = get(value) { write(number, &message) }
    }

    @inline(__always)
    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {
        if let value, let string = get(value) { write(number, string: string) }
    }

    @inline(__always)
    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {
        if let value, let integer = get(value) { write(number, varint: UInt64(bitPattern: integer)) }
    }

    @inline(__always)
    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {
        if let value, let bool = get(value) { write(number, varint: bool ? 1 : 0) }
    }
}
