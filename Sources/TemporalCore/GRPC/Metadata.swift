// Metadata: what a call carries beside its message. Names are lower case; values are text, or for names in `-bin` base64.

/// The header or trailer fields of a call, in order; a name may occur several times.
package struct Metadata: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    package private(set) var entries: [Entry] = []
    /// The first name or value that HTTP/2 cannot carry, described; nil where all is well.
    private(set) var mistake: String?

    package init() {}

    /// The first value of `name`. Setting one replaces all values; nil removes them.
    package subscript(name: String) -> String? {
        get { entries.first { $0.name == name }?.value }
        set {
            let others = entries.filter { $0.name != name }
            self = Metadata()
            for entry in others { append(entry.name, entry.value) }
            if let newValue { append(name, newValue) }
        }
    }

    /// The bytes of a field in `-bin`; nil where it is absent or not base64.
    package func bytes(_ name: String) -> Bytes? {
        self[name].flatMap { Base64.decode($0.utf8) }
    }

    package mutating func append(_ name: String, _ value: String) {
        if mistake == nil { mistake = Self.mistake(name, value) }
        appendReceived(name, value)
    }

    /// Adds a field that a peer has sent: what it says is never a mistake of ours.
    mutating func appendReceived(_ name: String, _ value: String) {
        entries.append(Entry(name: name, value: value))
    }

    private static func mistake(_ name: String, _ value: String) -> String? {
        if name.isEmpty || !name.utf8.allSatisfy(isNameByte) {
            return "\"\(name)\" is not a metadata name: use lower-case letters, digits, '-', '_' and '.'"
        }
        if !value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            return "the value of metadata \(name) has a character that is not printable ASCII"
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension Metadata: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}
