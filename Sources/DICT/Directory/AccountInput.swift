// Accounts and their owners, as they are submitted with claims and entries: text that may be anything, until it is validated.

/// An account, as it is submitted.
public struct AccountInput: Codable, Sendable, Hashable {
    /// The ISPB of who keeps it.
    public var participant: String
    /// The branch, without its check digit.
    public var branch: String?
    /// The number, with its check digit.
    public var number: String
    /// `CACC`, `SVGS`, `SLRY` or `TRAN`.
    public var type: String

    /// An account.
    public init(participant: String, branch: String? = nil, number: String, type: String) {
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

    func validated() throws(DirectoryError) -> Account {
        guard let participant = Participant(rawValue: participant) else {
            throw DirectoryError(.entryInvalid, "account.participant: expected the eight characters of an ISPB")
        }
        guard AccountNumber.isValid(branch, number) else {
            throw DirectoryError(.entryInvalid, "account: expected \(AccountNumber.rule)")
        }
        guard let type = AccountType(rawValue: type) else {
            throw DirectoryError(.entryInvalid, "account.account_type: expected CACC, SVGS, SLRY or TRAN")
        }
        return Account(participant: participant, branch: branch, number: number, type: type)
    }
}

extension OwnerInput {
    func validated() throws(DirectoryError) -> Owner {
        guard let taxID = TaxID(taxID) else {
            throw DirectoryError(.entryInvalid, "owner.tax_id: expected a CPF or CNPJ with its check digits")
        }
        guard OwnerName.isValid(name, tradeName) else {
            throw DirectoryError(.entryInvalid, "owner: expected names of 1 to 120 characters")
        }
        return Owner(taxID: taxID, name: name, tradeName: tradeName)
    }
}

/// An account at a participant that is known otherwise.
public struct AccountDetails: Codable, Sendable, Hashable {
    /// The branch, without its check digit.
    public var branch: String?
    /// The number, with its check digit.
    public var number: String
    /// What kind of account it is.
    public var type: AccountType

    /// An account.
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
}

/// Whose an account is, as it is submitted.
public struct OwnerInput: Codable, Sendable, Hashable {
    /// The CPF or CNPJ.
    public var taxID: String
    /// The name.
    public var name: String
    /// The name that a company trades under.
    public var tradeName: String?

    /// An owner.
    public init(taxID: String, name: String, tradeName: String? = nil) {
        self.taxID = taxID
        self.name = name
        self.tradeName = tradeName
    }

    private enum CodingKeys: String, CodingKey {
        case taxID = "tax_id"
        case name
        case tradeName = "trade_name"
    }
}
