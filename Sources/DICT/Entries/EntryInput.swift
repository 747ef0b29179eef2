// What the entry workflows are started with, and what they return.

/// The input of a ``CreateEntryWorkflow``.
public struct CreateEntryInput: Codable, Sendable {
    /// The entry's id, which is new.
    public var entryID: String
    /// What kind of key it is.
    public var keyType: KeyType
    /// The key; nil for an EVP, which the directory makes up.
    public var key: String?
    /// The account that the key leads to.
    public var account: Account
    /// Whose account it is.
    public var owner: Owner

    /// An entry to make.
    public init(entryID: String, keyType: KeyType, key: String?, account: Account, owner: Owner) {
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

    /// Reads the input.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        entryID = try container.text(.entryID, .identifier)
        keyType = try container.named(.keyType)
        key = try container.decodeIfPresent(String.self, forKey: .key)
        account = try container.decode(Account.self, forKey: .account)
        owner = try container.decode(Owner.self, forKey: .owner)
    }
}

/// The input of an ``UpdateEntryWorkflow``: what is to change; what is nil stays.
public struct UpdateEntryInput: Codable, Sendable {
    /// The entry.
    public var entryID: String
    /// Who asks: who keeps the key.
    public var participant: Participant
    /// The account that the key is to lead to, at the same participant.
    public var account: AccountDetails?
    /// The owner's names; the tax id must be what it is, for only a claim changes that.
    public var owner: Owner?

    /// A change of an entry.
    public init(
        entryID: String, participant: Participant, account: AccountDetails? = nil, owner: Owner? = nil
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

    /// Reads the input.
    ///
    /// - Throws: `DecodingError` where a value is none, or nothing is to change.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        entryID = try container.text(.entryID, .identifier)
        participant = try container.participant(.participant)
        account = try container.decodeIfPresent(AccountDetails.self, forKey: .account)
        owner = try container.decodeIfPresent(Owner.self, forKey: .owner)
        if account == nil, owner == nil { throw container.expected(.account, "an account or an owner to change") }
    }
}

/// Why an entry is deleted.
public enum DeletionReason: String, Codable, Sendable, Hashable, CaseIterable {
    /// A user asked for it.
    case userRequested = "USER_REQUESTED"
    /// The account was closed.
    case accountClosure = "ACCOUNT_CLOSURE"
    /// There was fraud.
    case fraud = "FRAUD"
}

/// The input of a ``DeleteEntryWorkflow``.
public struct DeleteEntryInput: Codable, Sendable {
    /// The entry.
    public var entryID: String
    /// Who asks: who keeps the key.
    public var participant: Participant
    /// Why; left out, it is `USER_REQUESTED`.
    public var reason: DeletionReason

    /// An entry to delete.
    public init(entryID: String, participant: Participant, reason: DeletionReason = .userRequested) {
        self.entryID = entryID
        self.participant = participant
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case entryID = "entry_id"
        case participant
        case reason
    }

    /// Reads the input.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        entryID = try container.text(.entryID, .identifier)
        participant = try container.participant(.participant)
        let hasReason = try container.contains(.reason) && !container.decodeNil(forKey: .reason)
        reason = hasReason ? try container.named(.reason) : .userRequested
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
