// JSONSyntaxError: where a JSON text breaks the grammar of RFC 8259, and how.

/// A JSON text that is malformed, or nested deeper than the reader follows.
public struct JSONSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, such as `expected ',' or ']', found '}'`.
    public let message: String
    /// The offset of the offending byte from the beginning of the text.
    public let offset: Int
    /// The line, from 1.
    public let line: Int
    /// The character within the line, from 1.
    public let column: Int

    /// What is wrong and where, in one sentence.
    public var description: String {
        "malformed JSON at line \(line), column \(column) (byte \(offset)): \(message)"
    }

    init(_ message: String, at offset: Int, in text: UnsafeRawBufferPointer) {
        self.message = message
        self.offset = offset
        var line = 1
        var column = 1
        for byte in text.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }
}
