// The data converter: encodings, arguments, codecs, and errors that say where.
import Foundation
import Synchronization
import Testing

@testable import TemporalCore

@Suite struct `Data converter` {
    private let converter = DataConverter.default

    private struct Item: Codable, Equatable, Sendable {
        var price: Double
        var name: String?
    }

    private struct Order: Codable, Equatable, Sendable {
        var id: Int
        var items: [Item]
    }

    private enum Color: String, Codable { case red }

    private func text(_ payload: Payload) -> String { "\(payload.encoding ?? "-") \(payload.data.utf8String ?? "?")" }

    private func json(_ text: String) -> Payload {
        Payload(metadata: ["encoding": Bytes(utf8: "json/plain")], data: Bytes(utf8: text))
    }

    @Test func `values get the encodings that other SDKs give them`() throws {
        #expect(text(try converter.encode(1)) == "json/plain 1")
        #expect(text(try converter.encode("x")) == "json/plain \"x\"")
        #expect(text(try converter.encode(Order(id: 1, items: []))) == #"json/plain {"id":1,"items":[]}"#)
        #expect(text(try converter.encode(Int?.none)) == "binary/null ")
        #expect(text(try converter.encode(JSONValue.null)) == "binary/null ")
        #expect(text(try converter.encode(Bytes(utf8: "ab"))) == "binary/plain ab")
        #expect(text(try converter.encode([UInt8]("ab".utf8))) == "binary/plain ab")
        #expect(text(try converter.encode(Data("ab".utf8))) == "binary/plain ab")
        #expect(text(try converter.encode(Data?.some(Data("ab".utf8)))) == "binary/plain ab")
        #expect(text(try converter.encode(Data?.none)) == "binary/null ")
        #expect(text(try converter.encode([String]())) == "json/plain []")
        #expect(text(try converter.encode([[UInt8]]())) == "json/plain []")
    }

    @Test func `values come back as they were`() throws {
        func roundTrip<T: Codable & Equatable>(_ value: T) throws {
            #expect(try converter.decode(converter.encode(value), as: T.self) == value)
        }
        try roundTrip(Order(id: 1, items: [Item(price: 1.5, name: nil)]))
        try roundTrip(Int?.none)
        try roundTrip(Int?.some(3))
        try roundTrip(Bytes(utf8: "ab"))
        try roundTrip(Bytes?.some(Bytes(utf8: "ab")))
        try roundTrip(Data([1, 2]))
        try roundTrip(Data?.some(Data([1, 2])))
        try roundTrip(Data?.none)
        try roundTrip([UInt8]([1, 2]))
        try roundTrip([UInt8]?.some([]))
        #expect(try converter.decode(json("null"), as: Int?.self) == nil)
        #expect(try converter.decode(json("[1,2]"), as: [UInt8].self) == [1, 2])
        #expect(try converter.decode(json("\"AQI=\""), as: Data.self) == Data([1, 2]))
        #expect(try converter.decode(json("[1,2]"), as: Data.self) == Data([1, 2]))
        #expect(try converter.decode(json("[[],[255]]"), as: [Bytes].self) == [Bytes(), Bytes([255])])
    }

    @Test func `a payload is its own value`() throws {
        let payload = Payload(
            metadata: ["encoding": Bytes(utf8: "x/y"), "k": Bytes(utf8: "v")], data: Bytes(utf8: "?"))
        #expect(try converter.encode(payload) == payload)
        #expect(try converter.decode(payload, as: Payload.self) == payload)
        let (first, rest) = try converter.decodeArguments([payload, json("2")], as: Payload.self, Int.self)
        #expect(first == payload)
        #expect(rest == 2)
        // Inside another value it is JSON.
        #expect(try JSONValue(encoding: [payload]).decoded(as: [Payload].self) == [payload])
    }

    @Test func `arguments are none, one or several`() throws {
        #expect(try converter.encodeArguments().isEmpty)
        #expect(
            try converter.encodeArguments(1, "x", Int?.none).map(text) == [
                "json/plain 1", "json/plain \"x\"", "binary/null ",
            ])
        let one = try converter.decodeArguments([json("1")], as: Int.self)
        #expect(one == 1)
        let (number, string, order) = try converter.decodeArguments(
            [json("1"), json("\"x\""), json(#"{"id":7,"items":[]}"#)], as: Int.self, String.self, Order.self)
        #expect(number == 1)
        #expect(string == "x")
        #expect(order.id == 7)
    }

    @Test func `missing arguments are nil where they can be, and surplus ones are ignored`() throws {
        let (number, string) = try converter.decodeArguments([json("1")], as: Int.self, String?.self)
        #expect(number == 1)
        #expect(string == nil)
        let (data, value) = try converter.decodeArguments([], as: Data?.self, JSONValue.self)
        #expect(data == nil)
        #expect(value == .null)
        let one = try converter.decodeArguments([json("1"), json("2"), Payload()], as: Int.self)
        #expect(one == 1)
        let error = #expect(throws: PayloadConversionError.self) {
            try converter.decodeArguments([json("1")], as: Int.self, String.self)
        }
        #expect(error?.description == "payload 2 is missing")
        #expect(error?.index == 1)
    }

    private func message<each T: Decodable>(_ payloads: [Payload], _ types: repeat (each T).Type) -> String {
        do {
            _ = try converter.decodeArguments(payloads, as: repeat each types)
            return "decoded"
        } catch {
            return error.description
        }
    }

    @Test func `an error names the payload, the field and both sides`() {
        #expect(
            message([json(#"{"id":1,"items":[{"price":1},{"price":2},{"price":3},{"price":"4"}]}"#)], Order.self)
                == "payload 1: field `items[3].price`: expected a number, found a string")
        #expect(
            message([json("1"), json(#"{"id":1,"items":[{}]}"#)], Int.self, Order.self)
                == "payload 2: field `items[0].price` is missing")
        #expect(message([json(#"{"items":[]}"#)], Order.self) == "payload 1: field `id` is missing")
        #expect(
            message([json(#"{"id":null,"items":[]}"#)], Order.self)
                == "payload 1: field `id`: expected a number, found null")
        #expect(
            message([json(#"{"id":1.5,"items":[]}"#)], Order.self)
                == "payload 1: field `id`: expected a whole number that fits Int, found 1.5")
        #expect(message([json("300")], UInt8.self) == "payload 1: expected a whole number that fits UInt8, found 300")
        #expect(message([json("1e999")], Double.self) == "payload 1: expected a number that fits Double, found 1e999")
        #expect(message([json("[]")], Order.self) == "payload 1: expected an object, found an array")
        #expect(message([json("{}")], [Int].self) == "payload 1: expected an array, found an object")
        #expect(
            message([json("[true,1]")], [Bool].self) == "payload 1: field `[1]`: expected a boolean, found a number")
        #expect(message([.null], Int.self) == "payload 1: expected a number, found null")
        #expect(
            message([json(#"{"a":{"b":[1,"x"]}}"#)], [String: [String: [Int]]].self)
                == "payload 1: field `a.b[1]`: expected a number, found a string")
        #expect(
            message([json("\"2024-01-01\"")], Date.self)
                == "payload 1: expected a time with its zone, like 2024-02-29T12:30:00Z, found \"2024-01-01\"")
        #expect(message([json("\"x\"")], UUID.self) == "payload 1: expected a UUID, found \"x\"")
        #expect(message([json("\"*\"")], Data.self) == "payload 1: expected base64, found \"*\"")
        #expect(
            message([json("\"x\"")], Duration.self)
                == "payload 1: expected seconds, like 1.5, \"1.5s\" or \"PT1.5S\", found \"x\"")
        #expect(
            message([json(#"{"id":1,"#)], Order.self)
                == "payload 1: malformed JSON at line 1, column 9 (byte 8): expected a name in quotes, found the end of the text"
        )
        #expect(
            message([json("[\"blue\"]")], [Color].self).hasPrefix("payload 1: field `[0]`: Cannot initialize Color"))
    }

    @Test func `an encoding that does not fit is named`() {
        #expect(
            message([Payload(Payload.Encoding.binary, Bytes([1]))], String.self)
                == "payload 1: expected String, found bytes (binary/plain); take them as Bytes, [UInt8] or Data")
        #expect(
            message([Payload(Bytes(utf8: "binary/encrypted"), Bytes([1]))], String.self)
                == "payload 1: unknown encoding binary/encrypted; set the codec or converter that wrote it, or take it as Payload"
        )
        #expect(message([Payload()], String.self) == "payload 1: its metadata has no encoding")
        #expect(
            message([Payload(Payload.Encoding.null, Bytes([1]))], Int?.self)
                == "payload 1: its encoding is binary/null, yet it has data")
    }

    @Test func `a value that cannot be encoded is named with its place`() {
        let error = #expect(throws: PayloadConversionError.self) {
            try converter.encodeArguments(1, Order(id: 1, items: [Item(price: .nan, name: nil)]))
        }
        #expect(error?.description == "payload 2: field `items[0].price`: nan cannot be written as JSON")
        #expect(error?.underlying is EncodingError)
    }

    private struct Marking: PayloadCodec {
        let mark: String
        func encode(_ payloads: [Payload]) async throws -> [Payload] {
            payloads.map { Payload(Bytes(utf8: mark), $0.encoded()) }
        }
        func decode(_ payloads: [Payload]) async throws -> [Payload] {
            try payloads.map { payload in
                guard payload.encoding == mark else { return payload }
                return try Payload(decoding: payload.data)
            }
        }
    }

    private struct Broken: PayloadCodec {
        func encode(_ payloads: [Payload]) async throws -> [Payload] { [] }
        func decode(_ payloads: [Payload]) async throws -> [Payload] { throw CocoaError(.coderInvalidValue) }
    }

    @Test func `codecs are applied in order and taken off in reverse`() async throws {
        let converter = DataConverter(codecs: [Marking(mark: "a"), Marking(mark: "b")])
        let payloads = try converter.encodeArguments(1, "x")
        let encoded = try await converter.encodeWithCodecs(payloads)
        #expect(encoded.map(\.encoding) == ["b", "b"])
        #expect(try await converter.decodeWithCodecs(encoded) == payloads)
        #expect(try await converter.decodeWithCodecs(payloads) == payloads)
        #expect(try await DataConverter(codecs: [Broken()]).encodeWithCodecs([]).isEmpty)
    }

    @Test func `a codec that fails is named`() async {
        let converter = DataConverter(codecs: [Broken()])
        let short = await #expect(throws: PayloadCodecError.self) { try await converter.encodeWithCodecs([.null]) }
        #expect(short?.description == "payload codec Broken failed to encode: it returned 0 payloads for 1")
        let thrown = await #expect(throws: PayloadCodecError.self) { try await converter.decodeWithCodecs([.null]) }
        #expect(thrown?.description.hasPrefix("payload codec Broken failed to decode: ") == true)
        #expect(thrown?.underlying is CocoaError)
    }

    private struct Reversing: PayloadConverter {
        func encode<Value: Encodable>(_ value: Value) throws -> Payload {
            Payload(Bytes(utf8: "reversed"), Bytes(try JSONPayloadEncoder().encode(value).reversed()))
        }
        func decode<Value: Decodable>(_ payload: Payload, as type: Value.Type) throws -> Value {
            try JSONPayloadDecoder().decode(type, from: Bytes(payload.data.reversed()))
        }
    }

    @Test func `a converter of one's own takes the place of the default`() throws {
        let converter = DataConverter(payloadConverter: Reversing())
        let payload = try converter.encode([12, 3])
        #expect(text(payload) == "reversed ]3,21[")
        #expect(try converter.decode(payload, as: [Int].self) == [12, 3])
        #expect(try converter.encode(payload) == payload)
    }
}
