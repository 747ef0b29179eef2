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

/// How an entry stands.
public enum EntryStatus: String, Codable, Sendable, Hashable, CaseIterable {
    /// It was asked for; the central bank does not know of it yet.
    case pending = "PENDING"
    /// Payments reach the account by its key.
    case active = "ACTIVE"
    /// It was declined, or blocked.
    case inactive = "INACTIVE"
    /// It is gone.
    case deleted = "DELETED"

    /// Whether nobody else can have the key.
    public var holdsKey: Bool { self == .pending || self == .active }
}

/// A key, the account that it leads to, and whose account that is.
public struct Entry: Sendable, Hashable {
    /// The entry's id.
    public var id: String
    /// The key.
    public var key: Key
    /// Where it leads.
    public var account: Account
    /// Whose account that is.
    public var owner: Owner
    /// How it stands.
    public var status: EntryStatus = .pending

    /// The entry that `input` describes.
    ///
    /// - Parameter madeUpKey: the key of an EVP, which its owner does not choose.
    /// - Throws: ``DirectoryError`` (`EntryInvalid` and its kin) where a value is none, or two do not go together.
    public init(_ input: CreateEntryInput, madeUpKey: String) throws(DirectoryError) {
        guard Identifier.isValid(input.entryID) else {
            throw DirectoryError(.entryInvalid, "entry_id: expected \(Identifier.rule)")
        }
        guard let type = KeyType(rawValue: input.keyType) else {
            throw DirectoryError(.entryInvalid, "key_type: expected CPF, CNPJ, EMAIL, PHONE or EVP")
        }
        if type == .evp, input.key != nil {
            throw DirectoryError(.entryInvalid, "key: an EVP is made up by the directory: leave it out")
        }
        do throws(InvalidKey) {
            key = try Key(type, input.key ?? (type == .evp ? madeUpKey : ""))
        } catch {
            throw DirectoryError(.entryInvalid, "key: \(error)")
        }
        id = input.entryID
        account = try input.account.validated()
        owner = try input.owner.validated()
        if type == .cpf || type == .cnpj, key.value != owner.taxID.number {
            throw DirectoryError(.entryTaxIDNumberByDifferentOwner, "the key is not the owner's own tax id")
        }
    }

    init(id: String, key: Key, account: Account, owner: Owner, status: EntryStatus) {
        self.id = id
        self.key = key
        self.account = account
        self.owner = owner
        self.status = status
    }
}
