// The tokenizer: what it takes, what it refuses and where, and what numbers and strings mean.
import Testing

@testable import TemporalCore

@Suite struct `JSON reader` {
    private func tokens(_ text: String, depthLimit: Int = JSONReader.depthLimit) throws -> [String] {
        var reader = JSONReader(Bytes(utf8: text), depthLimit: depthLimit)
        var result: [String] = []
        while true {
            switch try reader.next() {
            case .beginObject: result.append("{")
            case .endObject: result.append("}")
            case .beginArray: result.append("[")
            case .endArray: result.append("]")
            case .key(let name): result.append("\(reader.string(name)):")
            case .string(let slice): result.append("'\(reader.string(slice))'")
            case .number(let slice): result.append(reader.string(slice))
            case .bool(let value): result.append("\(value)")
            case .null: result.append("null")
            case .end: return result
            }
        }
    }

    @Test func `a text comes apart into its tokens`() throws {
        #expect(
            try tokens(#" { "a" : [ 1 , -2.5e3 , true , false , null ] , "b" : { } , "c" : "x" } "#)
                == ["{", "a:", "[", "1", "-2.5e3", "true", "false", "null", "]", "b:", "{", "}", "c:", "'x'", "}"])
        #expect(try tokens("[]") == ["[", "]"])
        #expect(try tokens("\t\r\n7 ") == ["7"])
    }

    @Test func `escapes stand for their characters`() throws {
        #expect(try tokens(#""\"\\\/\b\f\n\r\t""#) == ["'\"\\/\u{8}\u{c}\n\r\t'"])
        #expect(try tokens(#""\u0000\u00e9\u20AC\ud83d\ude00 é€😀""#) == ["'\u{0}é€😀 é€😀'"])
        #expect(try tokens(#"{"\u0061b":1}"#) == ["{", "ab:", "1", "}"])
    }

    @Test(arguments: [
        ("", 0, "expected a value, found the end of the text"),
        ("  ", 2, "expected a value, found the end of the text"),
        ("[1,]", 3, "expected a value, found ']'"),
        ("[1 2]", 3, "expected ',' or ']', found '2'"),
        ("[", 1, "expected a value or ']', found the end of the text"),
        ("]", 0, "expected a value, found ']'"),
        ("[1}", 2, "expected ',' or ']', found '}'"),
        (#"{"a":1,}"#, 7, "expected a name in quotes, found '}'"),
        (#"{"a" 1}"#, 5, "expected ':' after the name, found '1'"),
        (#"{"a":}"#, 5, "expected a value, found '}'"),
        ("{a:1}", 1, "expected a name in quotes or '}', found 'a'"),
        ("{1:1}", 1, "expected a name in quotes or '}', found '1'"),
        ("{'a':1}", 1, "expected a name in quotes or '}', found '''"),
        ("1 2", 2, "expected the end of the text, found '2'"),
        ("{}x", 2, "expected the end of the text, found 'x'"),
        ("tru", 0, "expected a value, found something that begins like true"),
        ("nul", 0, "expected a value, found something that begins like null"),
        ("NaN", 0, "expected a value, found 'N'"),
        ("Infinity", 0, "expected a value, found 'I'"),
        ("-Infinity", 1, "expected a digit, found 'I'"),
        ("01", 1, "a number cannot begin with 0 and go on"),
        ("-", 1, "expected a digit, found the end of the text"),
        ("+1", 0, "expected a value, found '+'"),
        (".5", 0, "expected a value, found '.'"),
        ("1.", 2, "expected a digit, found the end of the text"),
        ("1.e5", 2, "expected a digit, found 'e'"),
        ("1e", 2, "expected a digit, found the end of the text"),
        ("1e+", 3, "expected a digit, found the end of the text"),
        ("0x10", 1, "expected the end of the text, found 'x'"),
        (#""abc"#, 4, "expected '\"' at the end of the string, found the end of the text"),
        ("\"a\nb\"", 2, "control character 0x0A in a string; write it as an escape"),
        ("\"a\u{0}b\"", 2, "control character 0x00 in a string; write it as an escape"),
        (#""\x""#, 1, "unknown escape in a string"),
        (#""\u12""#, 1, "expected four hexadecimal digits after \\u"),
        (#""\u12g4""#, 1, "expected four hexadecimal digits after \\u"),
        (#""\ud800""#, 1, "unpaired surrogate \\ud800"),
        (#""\ud800\u0041""#, 1, "unpaired surrogate \\ud800"),
        (#""\udc00""#, 1, "unpaired surrogate \\udc00"),
        (#""\"#, 1, "the string ends within an escape"),
        ("\u{FEFF}1", 0, "expected a value, found a byte order mark; JSON is sent without one"),
        ("[1,\u{B}2]", 3, "expected a value, found byte 0x0B"),
        ("// c\n1", 0, "expected a value, found '/'"),
    ])
    func `a malformed text is refused where it breaks the grammar`(text: String, offset: Int, message: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try tokens(text) }
        #expect(error?.message == message)
        #expect(error?.offset == offset)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x28, 0xA1],
        ] as [[UInt8]])
    func `invalid UTF-8 is refused`(sequence: [UInt8]) {
        let text: [UInt8] = [0x22, 0x61] + sequence + [0x22]
        var reader = JSONReader(Bytes(text))
        let error = #expect(throws: JSONSyntaxError.self) { try reader.next() }
        #expect(error?.offset == 2)
        #expect(error?.message.hasPrefix("invalid UTF-8") == true)
    }

    @Test func `an error counts lines and characters`() {
        let error = #expect(throws: JSONSyntaxError.self) { try tokens("{\n  \"é\": 1,\n  \"é€\" 2\n}") }
        #expect(error?.line == 3)
        #expect(error?.column == 8)
        #expect(
            error?.description == "malformed JSON at line 3, column 8 (byte 23): expected ':' after the name, found '2'"
        )
    }

    @Test func `nesting ends at the limit`() throws {
        let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try tokens(deepest).count == 1024)
        #expect(throws: JSONSyntaxError.self) { try tokens("[" + deepest + "]") }
        #expect(throws: JSONSyntaxError.self) { try tokens(#"{"a":[{}]}"#, depthLimit: 2) }
        #expect(try tokens(#"{"a":[]}"#, depthLimit: 2).count == 5)
        // Brackets are told apart at every depth.
        let mixed = String(repeating: #"[{"a":"#, count: 200)
        #expect(try tokens(mixed + "1" + String(repeating: "}]", count: 200)).count == 1001)
        #expect(throws: JSONSyntaxError.self) { try tokens(mixed + "1" + String(repeating: "]}", count: 200)) }
    }

    @Test func `a value can be passed over`() throws {
        var reader = JSONReader(Bytes(utf8: #"{"a":[1,{"b":[]}],"c":2}"#))
        #expect(try reader.next() == .beginObject)
        guard case .key = try reader.next() else { throw reader.error("expected a key") }
        try reader.skipValue()
        guard case .key(let name) = try reader.next() else { throw reader.error("expected a key") }
        #expect(reader.string(name) == "c")
        try reader.skipValue()
        #expect(try reader.next() == .endObject)
        #expect(try reader.next() == .end)
    }

    private func number(_ text: String) throws -> (reader: JSONReader, slice: JSONSlice) {
        var reader = JSONReader(Bytes(utf8: text))
        guard case .number(let slice) = try reader.next() else { throw reader.error("expected a number") }
        return (reader, slice)
    }

    @Test func `integers are exact or refused`() throws {
        func read<T: FixedWidthInteger>(_ text: String, _ type: T.Type) throws -> T? {
            let (reader, slice) = try number(text)
            return reader.integer(slice)
        }
        #expect(try read("9223372036854775807", Int64.self) == .max)
        #expect(try read("-9223372036854775808", Int64.self) == .min)
        #expect(try read("9223372036854775808", Int64.self) == nil)
        #expect(try read("-9223372036854775809", Int64.self) == nil)
        #expect(try read("18446744073709551615", UInt64.self) == .max)
        #expect(try read("18446744073709551616", UInt64.self) == nil)
        #expect(try read("340282366920938463463374607431768211455", UInt128.self) == .max)
        #expect(try read("-170141183460469231731687303715884105728", Int128.self) == .min)
        #expect(try read("-1", UInt8.self) == nil)
        #expect(try read("-0", UInt8.self) == 0)
        #expect(try read("255", UInt8.self) == 255)
        #expect(try read("256", UInt8.self) == nil)
        #expect(try read("4.0", Int.self) == 4)
        #expect(try read("1.5e1", Int.self) == 15)
        #expect(try read("1.5", Int.self) == nil)
        #expect(try read("9007199254740993.000", Int64.self) == 9_007_199_254_740_993)
        #expect(try read("1e400", Int64.self) == nil)
        #expect(try read("0e999999999999", Int64.self) == 0)
        #expect(try read("1e-999999999999", Int64.self) == nil)
    }

    @Test func `doubles are the nearest there is`() throws {
        func read(_ text: String) throws -> Double? {
            let (reader, slice) = try number(text)
            return reader.double(slice)
        }
        for text in [
            "0.1", "1", "-0", "3.14159", "123456789012345", "1e22", "1e23", "9007199254740993",
            "2.2250738585072011e-308",
            "4.9e-324", "1.7976931348623157e308", "0.30000000000000004", "100.25", "-7.5", "123456789.123456789",
            "1e-400",
        ] {
            #expect(try read(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
        #expect(try read("1e400") == nil)
        #expect(try read("-1e400") == nil)
    }
}
