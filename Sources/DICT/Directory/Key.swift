// Keys of the directory: what a payer types to reach an account. The rules of each type are those of the central bank's DICT
// API; a `Key` that exists obeys them.

/// What kind of key it is.
public enum KeyType: String, Codable, Sendable, Hashable, CaseIterable {
    /// A natural person's tax id.
    case cpf = "CPF"
    /// A legal person's tax id.
    case cnpj = "CNPJ"
    /// An e-mail address.
    case email = "EMAIL"
    /// A mobile phone number.
    case phone = "PHONE"
    /// A random key that the directory makes up (endereço virtual de pagamento).
    case evp = "EVP"
}

/// A key that obeys the rules of its type.
public struct Key: Codable, Sendable, Hashable {
    /// What kind of key it is.
    public let type: KeyType
    /// The key as the directory writes it.
    public let value: String

    /// The key `value` of the given type.
    ///
    /// - Throws: ``InvalidKey`` where it breaks a rule of its type.
    public init(_ type: KeyType, _ value: String) throws(InvalidKey) {
        guard type.allows(value) else { throw InvalidKey(type: type, rule: type.rule) }
        self.type = type
        self.value = value
    }

    private enum CodingKeys: CodingKey {
        case type
        case value
    }

    /// Reads the key.
    ///
    /// - Throws: `DecodingError` where it breaks a rule of its type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.named(.type)
        value = try container.text(.value, TextRule(description: type.rule, allows: type.allows))
    }

    /// The key as it may stand in a log.
    public var masked: String {
        switch type {
        case .evp: value
        case .cpf, .cnpj, .phone: Masking.middle(of: value)
        case .email: Masking.email(value)
        }
    }
}

/// Why something is no key.
public struct InvalidKey: Error, Hashable, CustomStringConvertible {
    /// The type that it was to be of.
    public let type: KeyType
    /// What keys of that type are.
    public let rule: String

    /// What is wrong, without the key itself, which may be somebody's tax id.
    public var description: String { "this is no \(type.rawValue) key: expected \(rule)" }
}

extension KeyType {
    var rule: String {
        switch self {
        case .cpf: "eleven digits, the last two of which check the others"
        case .cnpj: "fourteen digits or capitals, the last two of which are digits that check the others"
        case .email: "an address in lower case, at most 77 characters long"
        case .phone: "+, a country code and a number, fifteen digits at most (E.164)"
        case .evp: "a UUID in lower case"
        }
    }

    func allows(_ value: String) -> Bool {
        switch self {
        case .cpf: TaxID.isCPF(value)
        case .cnpj: TaxID.isCNPJ(value)
        case .email: Self.isEmail(value)
        case .phone: Self.isPhone(value)
        case .evp: Self.isUUID(value)
        }
    }

    private static func isPhone(_ value: String) -> Bool {
        let characters = Array(value.utf8)
        guard characters.first == UInt8(ascii: "+"), (3...16).contains(characters.count) else { return false }
        return characters[1] != UInt8(ascii: "0") && characters.dropFirst().allSatisfy(\.isDigit)
    }

    private static func isUUID(_ value: String) -> Bool {
        let groups = value.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.joined().allSatisfy { $0.isDigit || (97...102).contains($0) }
    }

    private static func isEmail(_ value: String) -> Bool {
        let parts = value.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard value.utf8.count <= 77, parts.count == 2, !parts[0].isEmpty else { return false }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts[0].allSatisfy { $0.isDigit || $0.isSmallLetter || ".!#$&'*+/=?^_`{|}~-".utf8.contains($0) }
            && labels.allSatisfy(isHostLabel)
    }

    private static func isHostLabel(_ label: some BidirectionalCollection<UInt8>) -> Bool {
        let isWord = { (character: UInt8) in character.isDigit || character.isSmallLetter }
        guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
        return isWord(first) && isWord(last) && label.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") }
    }
}
