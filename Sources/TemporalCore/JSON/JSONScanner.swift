// JSONScanner: the inside of strings and numbers. It finds where they end and checks every byte on the way; it reads only
// below the text's end.

/// Scans one string or number of a text, from `position` on.
struct JSONScanner {
    let text: UnsafeRawBufferPointer
    var position: Int

    /// Scans a string from behind its opening quote up to its closing quote; says whether it has no escapes.
    mutating func string() throws(JSONSyntaxError) -> Bool {
        var isPlain = true
        while true {
            skipPlainWords()
            guard position < text.count else { throw unexpected("expected '\"' at the end of the string") }
            let byte = text[position]
            switch byte {
            case UInt8(ascii: "\""):
                return isPlain
            case UInt8(ascii: "\\"):
                isPlain = false
                try escape()
            case ..<0x20:
                throw error("control character 0x\(hex(byte)) in a string; write it as an escape")
            case ..<0x80:
                position += 1
            default:
                try multibyte(byte)
            }
        }
    }

    // Passes eight bytes at a time that are ASCII and neither quote, backslash nor control character. Each test sets the high
    // bit of the bytes that it finds; a carry may mark a byte too many, never one too few.
    @inline(__always)
    private mutating func skipPlainWords() {
        guard let base = text.baseAddress else { return }
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position &+ 8 <= text.count {
            let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let found = (word &- ones &* 0x20) | (quote &- ones) | (backslash &- ones) | word
            guard found & (ones &* 0x80) == 0 else { return }
            position &+= 8
        }
    }

    private mutating func escape() throws(JSONSyntaxError) {
        guard position + 1 < text.count else { throw error("the string ends within an escape") }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try hexUnit(at: position)
            if unit & 0xFC00 == 0xDC00 { throw error("unpaired surrogate \\u\(String(unit, radix: 16))") }
            guard unit & 0xFC00 == 0xD800 else {
                position += 6
                return
            }
            guard position + 7 < text.count, text[position + 6] == UInt8(ascii: "\\"),
                text[position + 7] == UInt8(ascii: "u"), try hexUnit(at: position + 6) & 0xFC00 == 0xDC00
            else { throw error("unpaired surrogate \\u\(String(unit, radix: 16))") }
            position += 12
        default:
            throw error("unknown escape in a string")
        }
    }

    // The four digits of the escape `\uXXXX` at `offset`.
    private func hexUnit(at offset: Int) throws(JSONSyntaxError) -> UInt16 {
        guard offset + 6 <= text.count, let unit = Self.hexUnit(text, offset + 2) else {
            throw error("expected four hexadecimal digits after \\u")
        }
        return unit
    }

    // Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
    private mutating func multibyte(_ lead: UInt8) throws(JSONSyntaxError) {
        let (count, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE, 0xEF: (3, 0x80...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: throw error("invalid UTF-8: byte 0x\(hex(lead))")
            }
        guard position + count <= text.count, second.contains(text[position + 1]),
            count < 3 || text[position + 2] & 0xC0 == 0x80, count < 4 || text[position + 3] & 0xC0 == 0x80
        else { throw error("invalid UTF-8: incomplete sequence") }
        position += count
    }

    /// Scans a number up to its end; says whether it has neither fraction nor exponent.
    mutating func number() throws(JSONSyntaxError) -> Bool {
        var isPlain = true
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") {
            position += 1
            if isDigit { throw error("a number cannot begin with 0 and go on") }
        } else {
            try digits()
        }
        if peek == UInt8(ascii: ".") {
            isPlain = false
            position += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isPlain = false
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return isPlain
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard isDigit else { throw unexpected("expected a digit") }
        repeat { position += 1 } while isDigit
    }

    private var isDigit: Bool { position < text.count && text[position] &- 0x30 < 10 }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    func error(_ message: String) -> JSONSyntaxError {
        JSONSyntaxError(message, at: position, in: text)
    }

    func unexpected(_ expected: String) -> JSONSyntaxError {
        guard let byte = peek else { return error(expected + ", found the end of the text") }
        if position == 0, text.starts(with: [0xEF, 0xBB, 0xBF]) {
            return error(expected + ", found a byte order mark; JSON is sent without one")
        }
        return switch byte {
        case 0x21..<0x7F: error(expected + ", found '\(Character(Unicode.Scalar(byte)))'")
        default: error(expected + ", found byte 0x\(hex(byte))")
        }
    }

    private func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension JSONScanner {
    /// The four hexadecimal digits at `offset`, which must lie in `text`.
    static func hexUnit(_ text: UnsafeRawBufferPointer, _ offset: Int) -> UInt16? {
        var unit: UInt16 = 0
        for byte in text[offset..<(offset + 4)] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// The value of a string that was scanned.
    static func string(in text: UnsafeRawBufferPointer, _ slice: JSONSlice) -> String {
        let raw = UnsafeRawBufferPointer(rebasing: text[slice.start..<slice.end])
        if slice.isPlain { return String(decoding: raw, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: raw.count) { unescape(raw, into: $0) }
    }

    // Every escape is at least as long as what it stands for, so `output` has room.
    private static func unescape(_ raw: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var from = 0
        var to = 0
        while from < raw.count {
            let byte = raw[from]
            guard byte == UInt8(ascii: "\\"), from + 1 < raw.count else {
                output[to] = byte
                from += 1
                to += 1
                continue
            }
            let escaped = raw[from + 1]
            from += 2
            if escaped == UInt8(ascii: "u") {
                for byte in UTF8.encode(scalar(raw, &from)) ?? UTF8.encodedReplacementCharacter {
                    output[to] = byte
                    to += 1
                }
                continue
            }
            output[to] =
                switch escaped {
                case UInt8(ascii: "b"): 0x08
                case UInt8(ascii: "f"): 0x0C
                case UInt8(ascii: "n"): 0x0A
                case UInt8(ascii: "r"): 0x0D
                case UInt8(ascii: "t"): 0x09
                default: escaped
                }
            to += 1
        }
        return to
    }

    // The scalar whose digits begin at `from`, with the second half of a pair; the scan has checked both.
    private static func scalar(_ raw: UnsafeRawBufferPointer, _ from: inout Int) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard from + 4 <= raw.count, let unit = hexUnit(raw, from) else { return replacement }
        from += 4
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard from + 6 <= raw.count, let low = hexUnit(raw, from + 2) else { return replacement }
        from += 6
        return Unicode.Scalar(0x1_0000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(low) & 0x3FF) ?? replacement
    }
}
