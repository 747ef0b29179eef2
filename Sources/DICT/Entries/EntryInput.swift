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
    public var owner: OwnerInput

    /// An entry to make.
    public init(entryID: String, keyType: String, key: String?, account: AccountInput, owner: OwnerInput) {
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

/// The input of an ``UpdateEntryWorkflow``: what is to change; what is nil stays.
public struct UpdateEntryInput: Codable, Sendable {
    /// The entry.
    public var entryID: String
    /// The ISPB of who asks: who keeps the key.
    public var participant: String
    /// The account that the key is to lead to, at the same participant.
    public var account: AccountDetails?
    /// The owner's names; the tax id must be what it is, for only a claim changes that.
    public var owner: OwnerInput?

    /// A change of an entry.
    public init(
        entryID: String, participant: String, account: AccountDetails? = nil, owner: OwnerInput? = nil
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
