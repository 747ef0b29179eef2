// JSONWriter: compact UTF-8 JSON. It sets the commas; that brackets and keys come in order is the caller's part. Slashes and
// text beyond ASCII are written as they are; a Double in the fewest digits that read back as the same Double, always with a
// fraction or an exponent, so that it comes back as a number and not as an integer.

/// Writes a JSON text, value by value.
package struct JSONWriter {
    /// What is written so far.
    package private(set) var output: [UInt8] = []
    // Whether a value stands before the next one in the same array or object.
    private var needsComma = false

    package init(reservingCapacity capacity: Int = 256) {
        output.reserveCapacity(capacity)
    }

    /// The text.
    package var bytes: Bytes { Bytes(output) }

    package mutating func beginObject() { begin(UInt8(ascii: "{")) }
    package mutating func endObject() { end(UInt8(ascii: "}")) }
    package mutating func beginArray() { begin(UInt8(ascii: "[")) }
    package mutating func endArray() { end(UInt8(ascii: "]")) }

    /// A member's name; its value comes next.
    package mutating func key(_ name: String) {
        string(name)
        output.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func null() { word("null") }

    package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

    package mutating func integer(_ value: some FixedWidthInteger) {
        if let small = Int64(exactly: value) { return integer(small) }
        verbatim(String(value))
    }

    package mutating func integer(_ value: Int64) {
        comma()
        if value < 0 { output.append(UInt8(ascii: "-")) }
        appendDecimal(value.magnitude)
    }

    /// A finite number. Infinities and NaN do not exist in JSON: whoever may have one looks first.
    package mutating func number(_ value: Double) {
        assert(value.isFinite)
        verbatim(value.description)
    }

    /// A finite number.
    package mutating func number(_ value: Float) {
        assert(value.isFinite)
        verbatim(value.description)
    }

    /// A value that is JSON already, such as the digits of a decimal.
    package mutating func verbatim(_ json: String) {
        comma()
        output.append(contentsOf: json.utf8)
    }

    /// A value that is JSON already.
    package mutating func verbatim(_ json: some Collection<UInt8>) {
        comma()
        output.append(contentsOf: json)
    }

    package mutating func string(_ value: String) {
        comma()
        output.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0)) }
        output.append(UInt8(ascii: "\""))
    }

    /// A string of `ascii`, in which nothing needs an escape.
    package mutating func plainString(_ ascii: some Collection<UInt8>) {
        comma()
        output.append(UInt8(ascii: "\""))
        output.append(contentsOf: ascii)
        output.append(UInt8(ascii: "\""))
    }

    /// A point in the text to go back to.
    struct Mark {
        fileprivate let count: Int
        fileprivate let needsComma: Bool
    }

    var mark: Mark { Mark(count: output.count, needsComma: needsComma) }

    mutating func rewind(to mark: Mark) {
        output.removeSubrange(mark.count...)
        needsComma = mark.needsComma
    }

    // Notes that a value stands here which the caller puts in later.
    mutating func placeholder() { comma() }

    @inline(__always)
    private mutating func comma() {
        if needsComma { output.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func begin(_ bracket: UInt8) {
        comma()
        output.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        output.append(bracket)
        needsComma = true
    }

    private mutating func word(_ word: StaticString) {
        comma()
        output.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func appendDecimal(_ value: UInt64) {
        if value < 10 { return output.append(UInt8(ascii: "0") + UInt8(value)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var value = value
            var start = 20
            while value > 0 {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
                value /= 10
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start..<20]))
        }
    }

    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        var start = 0
        for index in 0..<text.count {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<index]))
            appendEscape(byte)
            start = index + 1
        }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start...]))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case ..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            output.append(contentsOf: "u00".utf8)
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        default: output.append(byte)
        }
    }
}
