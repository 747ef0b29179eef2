// Accounts and their owners: where keys lead, and whose they are. Each is checked while it is read.

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

/// An account at a participant that is known otherwise.
public struct AccountDetails: Codable, Sendable, Hashable {
    /// The branch, 1 to 4 digits without its check digit; nil where there are none.
    public var branch: String?
    /// The number, 1 to 20 digits with its check digit.
    public var number: String
    /// What kind of account it is.
    public var type: AccountType

    /// An account; the rules of its numbers are checked where it is read.
    public init(branch: String? = nil, number: String, type: AccountType) {
        self.branch = branch
        self.number = number
        self.type = type
    }

    private enum CodingKeys: String, CodingKey {
        case branch
        case number = "account_number"
        case type = "account_type"
    }

    /// Reads the account.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        branch = try container.optionalText(.branch, .branch)
        number = try container.text(.number, .accountNumber)
        type = try container.named(.type)
    }
}

/// A transactional account.
public struct Account: Codable, Sendable, Hashable {
    /// Who keeps it.
    public var participant: Participant
    /// Which of the participant's accounts it is.
    public var details: AccountDetails

    /// An account of `participant`.
    public init(participant: Participant, details: AccountDetails) {
        self.participant = participant
        self.details = details
    }

    private enum CodingKeys: CodingKey {
        case participant
    }

    /// Reads the account: one object with the participant beside the details.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        participant = try decoder.container(keyedBy: CodingKeys.self).participant(.participant)
        details = try AccountDetails(from: decoder)
    }

    /// Writes the account.
    ///
    /// - Throws: `EncodingError`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(participant, forKey: .participant)
        try details.encode(to: encoder)
    }
}

/// Whose account it is.
public struct Owner: Codable, Sendable, Hashable {
    /// Who that is to the tax authority: a person or a company.
    public var taxID: TaxID
    /// The name, 1 to 120 characters.
    public var name: String
    /// The name that a company trades under, 1 to 120 characters.
    public var tradeName: String?

    /// An owner with `taxID`; the rules of names are checked where it is read.
    public init(taxID: TaxID, name: String, tradeName: String? = nil) {
        self.taxID = taxID
        self.name = name
        self.tradeName = tradeName
    }

    private enum CodingKeys: String, CodingKey {
        case taxID = "tax_id"
        case name
        case tradeName = "trade_name"
    }

    /// Reads the owner.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        taxID = try container.decode(TaxID.self, forKey: .taxID)
        name = try container.text(.name, .name)
        tradeName = try container.optionalText(.tradeName, .name)
    }

    /// How many keys may lead to one account of theirs: 5 for people, 20 for companies.
    public var keyLimit: Int {
        switch taxID {
        case .cpf: 5
        case .cnpj: 20
        }
    }
}
