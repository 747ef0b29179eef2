// Rules for what has no type of its own: the ids that clients choose, the numbers of accounts, the names of owners. The lengths are
// those of the DICT API.

/// Ids of claims, entries and cases, which clients choose.
enum Identifier {
    static let rule = "1 to 64 letters, digits, '-', '_', '.' or ':'"

    static func isValid(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isDigit || $0.isCapital || $0.isSmallLetter || "-_.:".utf8.contains($0) }
    }
}

/// The number of an account, and its branch.
enum AccountNumber {
    static let rule = "account_number of 1 to 20 digits, and a branch of 1 to 4 digits or none"

    static func isValid(_ branch: String?, _ number: String) -> Bool {
        (1...20).contains(number.utf8.count) && number.utf8.allSatisfy(\.isDigit)
            && branch.map { (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) } ?? true
    }
}

/// The names of an owner.
enum OwnerName {
    static func isValid(_ name: String, _ tradeName: String?) -> Bool {
        isText(name) && tradeName.map(isText) ?? true
    }

    private static func isText(_ text: String) -> Bool {
        (1...120).contains(text.count) && !text.contains(where: \.isNewline) && text.contains { !$0.isWhitespace }
    }
}
