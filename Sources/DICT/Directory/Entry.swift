// An entry of the directory: a key, the account that it leads to, and whose account that is.

/// A participant of the arrangement, by its ISPB: eight characters that name an institution in Brazil's payment system.
public struct Participant: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible {
    /// The eight characters.
    public let rawValue: String

    /// The participant `rawValue`; nil where that is not eight digits or capitals.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 8, rawValue.utf8.allSatisfy({ $0.isDigit || $0.isCapital }) else { return nil }
        self.rawValue = rawValue
    }

    /// The eight characters.
    public var description: String { rawValue }
}

/// What kind of account it is, as payment messages (pacs.008) name it.
public enum AccountType: String, Codable, Sendable, Hashable, CaseIterable {
    /// Current.
    case current = "CACC"
    /// Savings.
    case savings = "SVGS"
    /// Salary.
    case salary = "SLRY"
    /// Payment.
    case payment = "TRAN"
}

/// A transactional account.
public struct Account: Codable, Sendable, Hashable {
    /// Who keeps it.
    public var participant: Participant
    /// The branch, without its check digit; nil where there are none.
    public var branch: String?
    /// The number, with its check digit.
    public var number: String
    /// What kind of account it is.
    public var type: AccountType

    /// An account of `participant`.
    public init(participant: Participant, branch: String? = nil, number: String, type: AccountType) {
        self.participant = participant
        self.branch = branch
        self.number = number
        self.type = type
    }

    private enum CodingKeys: String, CodingKey {
        case participant
        case branch
        case number = "account_number"
        case type = "account_type"
    }
}

/// Whose account it is.
public struct Owner: Sendable, Hashable {
    /// Who that is to the tax authority: a person or a company.
    public var taxID: TaxID
    /// The name.
    public var name: String
    /// The name that a company trades under.
    public var tradeName: String?

    /// An owner with `taxID`.
    public init(taxID: TaxID, name: String, tradeName: String? = nil) {
        self.taxID = taxID
        self.name = name
        self.tradeName = tradeName
    }

    /// How many keys may lead to one account of theirs: 5 for people, 20 for companies.
    public var keyLimit: Int {
        switch taxID {
        case .cpf: 5
        case .cnpj: 20
        }
    }
}
