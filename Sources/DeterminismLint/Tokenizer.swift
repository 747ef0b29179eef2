// Swift's text, cut into words and signs, with comments and the insides of strings left out; what a string interpolates is code.
// It knows just enough of the language for that, and takes any text, broken code too, without failing.

/// A word or a sign of Swift's text.
struct Token: Equatable {
    enum Kind {
        case identifier, number, string, sign
    }

    let kind: Kind
    let text: String
    /// Where it begins, counting from 1; columns count bytes, as the compiler's do.
    let line: Int
    let column: Int

    /// Whether it is the sign `text`.
    func isSign(_ text: String) -> Bool { kind == .sign && self.text == text }

    /// Whether it is the word `text`.
    func isWord(_ text: String) -> Bool { kind == .identifier && self.text == text }
}

/// Cuts a file.
struct Tokenizer {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    private(set) var tokens: [Token] = []
    /// The lines with a comment that says that they are as they are meant to be.
    private(set) var allowedLines: Set<Int> = []

    /// Cuts `text`.
    init(_ text: String) {
        bytes = Array(text.utf8)
        scanCode(isInterpolation: false)
    }

    private func byte(_ offset: Int = 0) -> UInt8? {
        index + offset < bytes.count ? bytes[index + offset] : nil
    }

    private func isAt(_ text: StaticString, _ offset: Int = 0) -> Bool {
        for place in 0..<text.utf8CodeUnitCount where byte(offset + place) != text.utf8Start[place] { return false }
        return true
    }

    /// How many of `sign` stand from `offset` on.
    private func count(of sign: UInt8, from offset: Int = 0) -> Int {
        var count = 0
        while byte(offset + count) == sign { count += 1 }
        return count
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
            index += 1
        }
    }

    /// Adds the token of the next `length` bytes, without the first and last `trimmed` of them.
    private mutating func take(_ kind: Token.Kind, _ length: Int, trimmed: Int = 0) {
        let text = bytes[index..<min(index + length, bytes.count)].dropFirst(trimmed).dropLast(trimmed)
        tokens.append(
            Token(
                kind: kind, text: kind == .string ? "" : String(decoding: text, as: UTF8.self), line: line,
                column: index - lineStart + 1))
        advance(length)
    }

    /// Cuts code; in an interpolation, up to the parenthesis that ends it.
    private mutating func scanCode(isInterpolation: Bool) {
        var depth = 0
        while let next = byte() {
            switch next {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                advance()
            case UInt8(ascii: "/"):
                scanSlash()
            case UInt8(ascii: "\""):
                scanString(pounds: 0)
            case UInt8(ascii: "#"):
                let pounds = count(of: next)
                switch byte(pounds) {
                case UInt8(ascii: "\""): scanString(pounds: pounds)
                case UInt8(ascii: "/"): skipRegex(pounds: pounds)
                default: take(.sign, 1)
                }
            case UInt8(ascii: "`"):
                var length = 1
                while let inner = byte(length), inner != next, inner != UInt8(ascii: "\n") { length += 1 }
                take(.identifier, length + 1, trimmed: 1)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                var length = 1
                while let inner = byte(length), inner.isOfWord || inner.isPoint && byte(length + 1)?.isDigit == true {
                    length += 1
                }
                take(.number, length)
            case _ where next.isOfWord:
                var length = 1
                while byte(length)?.isOfWord == true { length += 1 }
                take(.identifier, length)
            case UInt8(ascii: "("):
                depth += 1
                take(.sign, 1)
            case UInt8(ascii: ")"):
                depth -= 1
                take(.sign, 1)
                if isInterpolation && depth < 0 { return }
            default:
                take(.sign, isAt("->") ? 2 : 1)
            }
        }
    }

    /// A comment, a regular expression, or an operator.
    private mutating func scanSlash() {
        if isAt("//") {
            var length = 2
            while let inner = byte(length), inner != UInt8(ascii: "\n") { length += 1 }
            skipComment(length)
        } else if isAt("/*") {
            var (length, depth) = (2, 1)
            while depth > 0, byte(length) != nil {
                if isAt("/*", length) {
                    (length, depth) = (length + 2, depth + 1)
                } else if isAt("*/", length) {
                    (length, depth) = (length + 2, depth - 1)
                } else {
                    length += 1
                }
            }
            skipComment(length)
        } else if let length = regexLength {
            take(.string, length)
        } else {
            take(.sign, 1)
        }
    }

    private mutating func skipComment(_ length: Int) {
        let text = String(decoding: bytes[index..<min(index + length, bytes.count)], as: UTF8.self)
        if text.contains("temporal-lint: allow") { allowedLines.insert(line) }
        advance(length)
    }

    /// How long the regular expression is that begins here; nil where the slash divides.
    private var regexLength: Int? {
        if let last = tokens.last, last.kind != .sign || ")]}".contains(last.text), !last.isWord("return") {
            return nil
        }
        guard let first = byte(1), first != UInt8(ascii: " ") else { return nil }
        var length = 1
        while let inner = byte(length), inner != UInt8(ascii: "\n") {
            if inner == UInt8(ascii: "/") { return length + 1 }
            length += inner == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private mutating func skipRegex(pounds: Int) {
        var length = pounds + 1
        while byte(length) != nil {
            if byte(length) == UInt8(ascii: "/"), count(of: UInt8(ascii: "#"), from: length + 1) >= pounds { break }
            length += 1
        }
        take(.string, length + 1 + pounds)
    }

    /// A string of any kind; what it interpolates is cut like other code, in parentheses.
    private mutating func scanString(pounds: Int) {
        let quote = UInt8(ascii: "\"")
        // Two quotes are an empty string, three begin one of several lines.
        let quotes = count(of: quote, from: pounds) >= 3 ? 3 : 1
        take(.string, pounds + quotes)
        while let next = byte() {
            if next == UInt8(ascii: "\n") && quotes == 1 { return }
            if next == quote, count(of: quote) >= quotes, count(of: UInt8(ascii: "#"), from: quotes) >= pounds {
                return advance(quotes + pounds)
            }
            if next == UInt8(ascii: "\\"), count(of: UInt8(ascii: "#"), from: 1) >= pounds {
                if byte(1 + pounds) == UInt8(ascii: "(") {
                    advance(1 + pounds)
                    take(.sign, 1)
                    scanCode(isInterpolation: true)
                } else {
                    advance(2 + pounds)
                }
            } else {
                advance()
            }
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isPoint: Bool { self == UInt8(ascii: ".") }
    /// Whether it may stand in a name or a number; every byte of a letter beyond ASCII may.
    fileprivate var isOfWord: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }
}
