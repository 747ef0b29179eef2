// Tax ids of people (CPF) and of companies (CNPJ), with their check digits. Both are weighted sums modulo 11; a CNPJ may have
// letters in its first twelve places since July 2026, each of which counts as its ASCII code less 48.

/// Who somebody is to the tax authority.
public enum TaxID: Codable, Sendable, Hashable {
    /// A natural person's eleven digits.
    case cpf(String)
    /// A legal person's fourteen characters.
    case cnpj(String)

    /// The number `text`, without punctuation; nil where its length, its characters or its check digits are wrong.
    public init?(_ text: String) {
        if Self.isCPF(text) {
            self = .cpf(text)
        } else if Self.isCNPJ(text) {
            self = .cnpj(text)
        } else {
            return nil
        }
    }

    /// Reads the number, a text.
    ///
    /// - Throws: `DecodingError` where it is none, without the text.
    public init(from decoder: any Decoder) throws {
        guard let id = try TaxID(decoder.singleValueContainer().decode(String.self)) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected a CPF or CNPJ without punctuation, with its check digits"))
        }
        self = id
    }

    /// Writes the number, a text.
    ///
    /// - Throws: `EncodingError`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    /// The number without punctuation.
    public var number: String {
        switch self {
        case .cpf(let number), .cnpj(let number): number
        }
    }

    static func isCPF(_ text: String) -> Bool {
        let digits = Array(text.utf8)
        // Eleven equal digits have the right check digits, and are nobody's.
        guard digits.count == 11, digits.allSatisfy(\.isDigit), Set(digits).count > 1 else { return false }
        return hasCheckDigits(digits) { position, count in count + 1 - position }
    }

    static func isCNPJ(_ text: String) -> Bool {
        let characters = Array(text.utf8)
        guard characters.count == 14, characters.prefix(12).allSatisfy({ $0.isDigit || $0.isCapital }),
            characters.suffix(2).allSatisfy(\.isDigit), Set(characters).count > 1
        else { return false }
        return hasCheckDigits(characters) { position, count in (count - 1 - position) % 8 + 2 }
    }

    /// Whether the last two characters follow from those before them; `weight` is that of a place among so many.
    private static func hasCheckDigits(_ characters: [UInt8], weight: (_ position: Int, _ count: Int) -> Int) -> Bool {
        for count in [characters.count - 2, characters.count - 1] {
            let sum = characters.prefix(count).enumerated().reduce(0) { sum, place in
                sum + (Int(place.element) - 48) * weight(place.offset, count)
            }
            let digit = sum % 11 < 2 ? 0 : 11 - sum % 11
            if Int(characters[count]) - 48 != digit { return false }
        }
        return true
    }
}

extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
    var isCapital: Bool { (65...90).contains(self) }
    var isSmallLetter: Bool { (97...122).contains(self) }
}
