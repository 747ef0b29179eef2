// JSONValue: no number loses a digit, order is kept, and it is at home in every coder.
import Foundation
import Testing

@testable import TemporalCore

@Suite struct `JSON value` {
    @Test(
        arguments: [
            ("0", .integer(0)), ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .unsigned(9_223_372_036_854_775_808)),
            ("18446744073709551615", .unsigned(.max)), ("1.0", .number(1)), ("0.1", .number(0.1)),
            ("1e3", .number(1000)),
            ("-0.0", .number(-0.0)), ("5e-324", .number(Double.leastNonzeroMagnitude)),
            ("1.7976931348623157e+308", .number(.greatestFiniteMagnitude)),
            ("null", .null), ("false", .bool(false)),
        ] as [(String, JSONValue)])
    func `a text becomes the narrowest case that holds it`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        "18446744073709551616", "-9223372036854775809", "0.1000000000000000055511151231257827", "1e400", "1e-400",
        "12345678901234567890.5", "123456789.123456789", "1.23456e-320", "3.141592653589793238",
    ])
    func `a number that no other case holds keeps its digits`(text: String) throws {
        let value = try JSONValue(parsing: text)
        guard case .decimal(let decimal) = value else {
            Issue.record("\(value)")
            return
        }
        #expect(decimal.description == text)
        #expect(value.description == text)
        #expect(try decode(JSONValue.self, json(["a": value])) == ["a": value])
    }

    @Test func `only numbers are decimals`() {
        for text in ["", "x", "1x", "01", "NaN", "1e", " 1", "1 "] { #expect(JSONDecimal(text) == nil) }
        #expect(JSONDecimal("1.50")?.description == "1.50")
    }

    @Test func `members keep their order, and equality does not look at it`() throws {
        var value = try JSONValue(parsing: #"{"z":1,"a":{"y":[1,2]},"m":null}"#)
        #expect(value.description == #"{"z":1,"a":{"y":[1,2]},"m":null}"#)
        #expect(value == ["m": nil, "a": ["y": [1, 2]], "z": 1])
        #expect(value.hashValue == (["m": nil, "a": ["y": [1, 2]], "z": 1] as JSONValue).hashValue)
        #expect(value["a"]?["y"]?[1]?.integerValue == 2)
        #expect(value["a"]?["y"]?[2] == nil)
        #expect(value["m"] == .null)
        #expect(value["x"] == nil)
        value["z"] = nil
        value["new"] = "n"
        value["a"]?["y"] = true
        #expect(value.description == #"{"a":{"y":true},"m":null,"new":"n"}"#)
    }

    @Test func `large objects find, replace and remove`() {
        var object = JSONObject()
        for number in 0..<100 { object["k\(number)"] = .integer(Int64(number)) }
        for number in stride(from: 0, to: 100, by: 3) { object["k\(number)"] = nil }
        object["k1"] = "one"
        #expect(object.count == 66)
        #expect(object["k0"] == nil)
        #expect(object["k1"] == "one")
        #expect(object["k98"] == 98)
        #expect(object.keys.first == "k1")
        for key in object.keys { object[key] = nil }
        #expect(object.isEmpty)
    }

    @Test func `literals and accessors`() {
        let value: JSONValue = ["s": "x\(1)", "i": 1, "d": 1.5, "b": true, "n": nil, "l": [1, 2.0]]
        #expect(value["s"]?.stringValue == "x1")
        #expect(value["i"]?.doubleValue == 1)
        #expect(value["d"]?.doubleValue == 1.5)
        #expect(value["d"]?.integerValue == nil)
        #expect(value["l"]?[1]?.integerValue == 2)
        #expect(value["b"]?.boolValue == true)
        #expect(value["n"]?.isNull == true)
        #expect(value["l"]?.arrayValue?.count == 2)
        #expect(value.objectValue?.count == 6)
        #expect(JSONValue(UInt64(5)) == 5)
        #expect(JSONValue(UInt64.max).doubleValue == 0x1p64)
    }

    @Test func `values go through Foundation's coder`() throws {
        let value: JSONValue = ["a": [nil, true, -1, 1.5, "x", [:], []], "u": .unsigned(.max)]
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
    }

    @Test func `a type and its JSON turn into each other`() throws {
        let address = JSONCoder.Address(street: "s", number: 2)
        let value = try JSONValue(encoding: address)
        #expect(value == ["street": "s", "number": 2])
        #expect(try value.decoded(as: JSONCoder.Address.self) == address)
    }

    @Test func `deep values are read, written and compared`() throws {
        let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        let value = try JSONValue(parsing: text)
        #expect(value.description == text)
        #expect(try decode(JSONValue.self, text) == value)
        #expect(try json(value) == text)
    }

    private typealias JSONCoder = `JSON coder`
}
