// The text of a `.env` file: `NAME=value` lines, comments, an optional `export`, and values in quotes, which may go over several
// lines as certificates do. Nothing in a value is replaced.

/// The assignments of a `.env` file.
public struct DotEnv {
    /// The values by name; of several the last counts.
    public private(set) var values: [String: String] = [:]
    /// The lines that are no assignments, each with what was expected.
    public private(set) var mistakes: [String] = []

    /// Reads `text`.
    public init(_ text: String) {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        while let first = lines.first {
            let number = lines.startIndex + 1
            lines.removeFirst()
            var line = first.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("export ") { line = line.dropFirst(7).trimmed }
            guard let equals = line.firstIndex(of: "="), equals > line.startIndex else {
                // What stands there may be a secret.
                mistakes.append(".env line \(number) is no assignment: expected NAME=value")
                continue
            }
            let name = String(line[..<equals].trimmed)
            let value = line[line.index(after: equals)...].trimmed
            if let quote = value.first, quote == "\"" || quote == "'" {
                // The line itself, for its blanks belong to the value if the quotes are closed on another line.
                switch Self.quoted(first[value.index(after: value.startIndex)...], quote, &lines) {
                case .success(let text): values[name] = text
                case .failure(let mistake): mistakes.append(".env line \(number), \(name), \(mistake.text)")
                }
            } else {
                values[name] = String(Self.withoutComment(value))
            }
        }
    }

    private struct QuoteMistake: Error {
        var text: String
    }

    /// The text up to the closing quote: in `rest`, or else in one of the lines that follow, which it takes.
    private static func quoted(
        _ rest: Substring, _ quote: Character, _ lines: inout ArraySlice<Substring>
    ) -> Result<String, QuoteMistake> {
        var text = ""
        var rest = rest
        var following = lines
        while true {
            if let closing = rest.firstIndex(of: quote) {
                lines = following
                let comment = rest[rest.index(after: closing)...].trimmed
                guard comment.isEmpty || comment.hasPrefix("#") else {
                    return .failure(
                        QuoteMistake(text: "goes on after the closing quote: expected nothing but a comment"))
                }
                return .success(text + rest[..<closing])
            }
            guard let next = following.popFirst() else {
                return .failure(QuoteMistake(text: "has an opening quote: expected a closing one"))
            }
            text += rest + "\n"
            rest = next
        }
    }

    /// A value without quotes: up to a comment, which stands after a blank or in the value's place.
    private static func withoutComment(_ value: Substring) -> Substring {
        if value.hasPrefix("#") { return "" }
        return value.firstRange(of: " #").map { value[..<$0.lowerBound].trimmed } ?? value
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return text
    }
}
