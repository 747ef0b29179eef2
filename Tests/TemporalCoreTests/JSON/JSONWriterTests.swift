// The writer: commas, escapes, and numbers that read back as they were.
import Testing

@testable import TemporalCore

@Suite struct `JSON writer` {
    private func written(_ body: (inout JSONWriter) -> Void) -> String? {
        var writer = JSONWriter()
        body(&writer)
        return writer.bytes.utf8String
    }

    @Test func `commas stand between values and nowhere else`() {
        let text = written { writer in
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            writer.integer(1)
            writer.null()
            writer.bool(true)
            writer.beginArray()
            writer.endArray()
            writer.beginObject()
            writer.endObject()
            writer.endArray()
            writer.key("b")
            writer.string("x")
            writer.endObject()
        }
        #expect(text == #"{"a":[1,null,true,[],{}],"b":"x"}"#)
    }

    @Test func `only what must be escaped is escaped`() {
        #expect(
            written { $0.string("\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é€😀") }
                == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}é€😀\"")
        #expect(written { $0.string("") } == "\"\"")
    }

    @Test func `numbers are written in full and in the fewest digits`() {
        #expect(written { $0.integer(Int64.min) } == "-9223372036854775808")
        #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
        #expect(written { $0.integer(UInt128.max) } == "340282366920938463463374607431768211455")
        #expect(written { $0.integer(0) } == "0")
        #expect(written { $0.integer(-10) } == "-10")
        #expect(written { $0.number(0.1) } == "0.1")
        #expect(written { $0.number(1.0) } == "1.0")
        #expect(written { $0.number(-0.0) } == "-0.0")
        #expect(written { $0.number(1e300) } == "1e+300")
        #expect(written { $0.number(Float(0.1)) } == "0.1")
        #expect(written { $0.number(Double.leastNonzeroMagnitude) } == "5e-324")
    }
}
