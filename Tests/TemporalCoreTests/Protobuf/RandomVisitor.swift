// A visitor that fills a message with random values, the same for the same seed: most fields absent, some extreme, unknown
// enum values and unknown fields among them.
import TestSupport

@testable import TemporalCore

struct RandomVisitor {
    private var random: SeededGenerator
    private var budget: Int
    private var depth = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        budget = [2, 10, 50].randomElement(using: &random) ?? 10
    }

    mutating func message<M: Message>(_ type: M.Type) -> M {
        var message = M()
        budget -= 1
        guard budget > 0, depth < 20 else { return message }
        depth += 1
        message.fields(&self)
        depth -= 1
        if chance(10) { message.unknownFields.bytes = unknown() }
        return message
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func integer() -> Int64 {
        if chance(30) { return [0, 1, -1, .max, .min, 127, 128].randomElement(using: &random) ?? 0 }
        return Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64, using: &random)
    }

    private mutating func string() -> String {
        let count = [0, 1, 15, 16, 127, 128, 400].randomElement(using: &random) ?? 0
        return String((0..<count).map { _ in "abcdefgh-ż漢😀".randomElement(using: &random) ?? "a" })
    }

    private mutating func bytes() -> Bytes {
        let count = [0, 1, 3, 127, 128, 1000].randomElement(using: &random) ?? 0
        return Bytes((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }

    private mutating func count() -> Int { [0, 1, 2, 5].randomElement(using: &random) ?? 0 }

    private mutating func enumeration<E: ProtoEnum>() -> E {
        if chance(80), let known = E.names.all.randomElement(using: &random) { return known.value }
        return E(rawValue: Int32(truncatingIfNeeded: integer()))
    }

    // Each of the wire types but groups, which libprotobuf-c declines; with the number 1000.
    private mutating func unknown() -> [UInt8] {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: [0xC0, 0x3E, 0xFF, 0x01]
        case 1: [0xC1, 0x3E, 1, 2, 3, 4, 5, 6, 7, 8]
        case 2: [0xC2, 0x3E, 2, 0, 255]
        default: [0xC5, 0x3E, 1, 2, 3, 4, 0xC0, 0x3E, 0x00]
        }
    }

    private mutating func mapPart<T: MapValue>(_ type: T.Type) -> T {
        switch type {
        case is String.Type: return string() as? T ?? T()
        case is Int32.Type: return Int32(truncatingIfNeeded: integer()) as? T ?? T()
        case is Bytes.Type: return bytes() as? T ?? T()
        case is Float.Type: return Float(integer()) as? T ?? T()
        case let type as any Message.Type: return message(type) as? T ?? T()
        default: return T()
        }
    }
}

extension RandomVisitor: FieldVisitor {
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) { value = chance(50) }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) {
        if chance(50) { value = Int32(truncatingIfNeeded: integer()) }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {
        if chance(50) { value = integer() }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) {
        if chance(50) { value = UInt32(truncatingIfNeeded: integer()) }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) {
        if chance(50) { value = Float(integer()) / 3 }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) {
        if chance(50) { value = Double(integer()) / 3 }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) {
        if chance(50) { value = string() }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) {
        if chance(50) { value = bytes() }
    }

    mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {
        if chance(50) { value = enumeration() }
    }

    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        if chance(40) { value = message(M.self) }
    }

    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        if chance(40) { value = .full(message(M.self)) }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {
        if chance(50) { value = Timestamp(seconds: integer(), nanoseconds: Int32(truncatingIfNeeded: integer())) }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {
        if chance(50) { value = Duration(clampedNanoseconds: Int128(integer()) * 7) }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {
        values = (0..<count()).map { _ in
            Timestamp(seconds: integer(), nanoseconds: Int32(truncatingIfNeeded: integer()))
        }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {
        values = (0..<count()).map { _ in string() }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {
        values = (0..<count()).map { _ in UInt32(truncatingIfNeeded: integer()) }
    }

    mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {
        values = (0..<count()).map { _ in enumeration() }
    }

    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        values = (0..<count()).map { _ in message(M.self) }
    }

    mutating func field<K: MapKey, V: MapValue>(_ number: UInt32, _ name: StaticString, _ values: inout [K: V]) {
        for _ in 0..<count() { values[mapPart(K.self)] = mapPart(V.self) }
    }

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {
        for _ in 0..<count() { values[string()] = bytes() }
    }

    mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        if chance(value == nil ? 20 : 2) { value = make(message(M.self)) }
    }

    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {
        if chance(20) { value = make(string()) }
    }

    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {
        if chance(20) { value = make(integer()) }
    }

    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {
        if chance(20) { value = make(chance(50)) }
    }
}
