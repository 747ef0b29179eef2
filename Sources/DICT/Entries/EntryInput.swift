// What the entry workflows are started with, and the entry that it makes if its values are what they must be.

/// The input of a ``CreateEntryWorkflow``.
public struct CreateEntryInput: Codable, Sendable {
    /// The entry's id, which is new.
    public var entryID: String
    /// `CPF`, `CNPJ`, `EMAIL`, `PHONE` or `EVP`.
    public var keyType: String
    /// The key; nil for an EVP, which the directory makes up.
    public var key: String?
    /// The account that the key leads to.
    public var account: AccountInput
    /// Whose account it is.
    public var owner: ClaimerOwner

    /// An entry to make.
    public init(entryID: String, keyType: String, key: String?, account: AccountInput, owner: ClaimerOwner) {
        self.entryID = entryID
        self.keyType = keyType
        self.key = key
        self.account = account
        self.owner = owner
    }

    private enum CodingKeys: String, CodingKey {
        case entryID = "entry_id"
        case keyType = "key_type"
        case key
        case account
        case owner
    }
}

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

extension ClaimerOwner {
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

/// The input of an ``UpdateEntryWorkflow``: what is to change; what is nil stays.
public struct UpdateEntryInput: Codable, Sendable {
    /// The entry.
    public var entryID: String
    /// The ISPB of who asks: who keeps the key.
    public var participant: String
    /// The account that the key is to lead to, at the same participant.
    public var account: ClaimerAccount?
    /// The owner's names; the tax id must be what it is, for only a claim changes that.
    public var owner: ClaimerOwner?

    /// A change of an entry.
    public init(
        entryID: String, participant: String, account: ClaimerAccount? = nil, owner: ClaimerOwner? = nil
    ) {
        self.entryID = entryID
        self.participant = participant
        self.account = account
        self.owner = owner
    }

    private enum CodingKeys: String, CodingKey {
        case entryID = "entry_id"
        case participant
        case account
        case owner
    }
}

/// The input of a ``DeleteEntryWorkflow``.
public struct DeleteEntryInput: Codable, Sendable {
    /// The entry.
    public var entryID: String
    /// The ISPB of who asks: who keeps the key.
    public var participant: String
    /// Why: `USER_REQUESTED`, `ACCOUNT_CLOSURE` or `FRAUD`; nil is the first.
    public var reason: String?

    /// An entry to delete.
    public init(entryID: String, participant: String, reason: String? = nil) {
        self.entryID = entryID
        self.participant = participant
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case entryID = "entry_id"
        case participant
        case reason
    }
}

/// How an entry stands, as the entry workflows return it.
public struct EntryResult: Codable, Sendable, Hashable {
    /// The entry.
    public var entryID: String
    /// The key, masked.
    public var key: String
    /// How it stands.
    public var status: EntryStatus

    private enum CodingKeys: String, CodingKey {
        case entryID = "entry_id"
        case key
        case status
    }
}
