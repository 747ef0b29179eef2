// Rules for what has no type of its own: the ids that clients choose, the numbers of accounts, names and other text. The lengths
// are those of the DICT API. What is submitted is checked while it is read, so that a value that exists obeys its rules.

/// What a text must be.
struct TextRule: Sendable {
    /// What is expected, for whoever wrote something else.
    let description: String
    let allows: @Sendable (String) -> Bool

    /// Ids of claims, entries and cases, which clients choose.
    static let identifier = TextRule(description: "1 to 64 letters, digits, '-', '_', '.' or ':'") { text in
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isDigit || $0.isCapital || $0.isSmallLetter || "-_.:".utf8.contains($0) }
    }
    /// The number of an account, with its check digit.
    static let accountNumber = digits(20)
    /// The branch of an account, without its check digit.
    static let branch = digits(4)
    /// The name of an owner.
    static let name = TextRule(description: "1 to 120 characters in one line, not all of them blank") { text in
        (1...120).contains(text.unicodeScalars.count) && text.contains { !$0.isWhitespace }
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            && !text.contains(where: \.isNewline)
    }

    /// Text in somebody's own words. PostgreSQL's text cannot hold U+0000.
    static func words(_ limit: Int) -> TextRule {
        TextRule(description: "1 to \(limit) characters, none of them U+0000") { text in
            (1...limit).contains(text.unicodeScalars.count) && !text.utf8.contains(0)
        }
    }

    private static func digits(_ limit: Int) -> TextRule {
        TextRule(description: "1 to \(limit) digits") { text in
            (1...limit).contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit)
        }
    }
}

extension KeyedDecodingContainer {
    /// The text of `key`.
    ///
    /// - Throws: `DecodingError` where it breaks `rule`, without the text, which may be personal.
    func text(_ key: Key, _ rule: TextRule) throws -> String {
        let text = try decode(String.self, forKey: key)
        guard rule.allows(text) else { throw expected(key, rule.description) }
        return text
    }

    /// The text of `key`; nil where there is none.
    func optionalText(_ key: Key, _ rule: TextRule) throws -> String? {
        try contains(key) && !decodeNil(forKey: key) ? text(key, rule) : nil
    }

    /// One of the values of a type that all have names.
    func named<Value: RawRepresentable<String> & CaseIterable>(_ key: Key, as type: Value.Type = Value.self) throws
        -> Value
    {
        guard let value = try Value(rawValue: decode(String.self, forKey: key)) else {
            throw expected(key, "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    /// The participant of `key`.
    func participant(_ key: Key) throws -> Participant {
        guard let participant = try Participant(rawValue: decode(String.self, forKey: key)) else {
            throw expected(key, "the eight characters of an ISPB")
        }
        return participant
    }

    /// What is wrong with the value of `key`: it is not what was expected.
    func expected(_ key: Key, _ rule: String) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: "expected \(rule)")
    }
}
