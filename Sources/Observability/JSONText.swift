// JSON, written as it goes: whatever a string has in it, the text stays one line and valid.

/// The text of an object.
struct JSONText {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]
    private var needsComma = false

    init() { bytes.reserveCapacity(256) }

    /// An object whose members are strings.
    init(_ members: KeyValuePairs<String, String>) {
        self.init()
        for (name, value) in members { member(name, value) }
    }

    /// The whole object.
    consuming func finished() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Writes a member that is a string.
    mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes a member's name; its value must follow.
    mutating func key(_ name: String) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes an object as a value.
    mutating func object<Value>(
        _ members: [(key: String, value: Value)], _ write: (String, Value, inout JSONText) -> Void
    ) {
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        for (name, value) in members {
            key(name)
            write(name, value, &self)
        }
        needsComma = true
        bytes.append(UInt8(ascii: "}"))
    }

    /// Writes an array as a value.
    mutating func array<Value>(_ values: [Value], _ write: (Value, inout JSONText) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(value, &self)
        }
        needsComma = true
        bytes.append(UInt8(ascii: "]"))
    }

    /// Writes a string as a value.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
