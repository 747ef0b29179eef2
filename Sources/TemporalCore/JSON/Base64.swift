// Base64: how bytes are written inside JSON. Written in the standard alphabet with padding; read in that or the URL-safe
// one, with or without padding, as ProtoJSON asks.

package enum Base64 {
    /// `bytes` in the standard alphabet, padded.
    package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        func append(_ bits: UInt32, _ shift: UInt32) { text.append(alphabet[Int(bits >> shift & 63)]) }
        var index = 0
        while index + 3 <= bytes.count {
            let bits = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
            append(bits, 18)
            append(bits, 12)
            append(bits, 6)
            append(bits, 0)
            index += 3
        }
        let rest = bytes.count - index
        if rest > 0 {
            let bits = UInt32(bytes[index]) << 16 | (rest == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
            append(bits, 18)
            append(bits, 12)
            if rest == 2 { append(bits, 6) }
            text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - rest))
        }
        return text
    }

    /// The bytes that `text` writes; nil where it is no base64.
    package static func decode(_ text: some Collection<UInt8>) -> Bytes? {
        var text = Array(text)
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding == 0 || (padding <= 2 && text.count % 4 == 0) else { return nil }
        text.removeLast(padding)
        guard text.count % 4 != 1 else { return nil }
        var isValid = true
        let bytes = Bytes(capacity: text.count / 4 * 3 + 2) { output in
            var bits: UInt32 = 0
            var held: UInt32 = 0
            var count = 0
            for character in text {
                let value = values[Int(character)]
                guard value < 64 else {
                    isValid = false
                    return 0
                }
                bits = bits << 6 | UInt32(value)
                held += 6
                if held >= 8 {
                    held -= 8
                    output[count] = UInt8(truncatingIfNeeded: bits >> held)
                    count += 1
                }
            }
            return count
        }
        return isValid ? bytes : nil
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()
}
