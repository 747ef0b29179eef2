import TemporalCore
import Testing

@Suite struct BytesTests {
    @Test func `a slice shares storage and compares by content`() {
        let bytes = Bytes([1, 2, 3, 4])
        #expect(bytes[1..<3] == Bytes([2, 3]))
        #expect(bytes[1..<3][1] == 3)
        #expect(bytes[1..<3].copied() == Bytes([2, 3]))
        #expect(Bytes([1]).hashValue == bytes[0..<1].hashValue)
    }

    @Test func `text is valid UTF-8 or nothing`() {
        #expect(Bytes(utf8: "grüße").utf8String == "grüße")
        #expect(Bytes([0xff]).utf8String == nil)
        #expect(Bytes().utf8String == "")
    }
}
