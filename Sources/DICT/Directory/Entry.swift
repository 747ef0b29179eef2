// An entry of the directory: a key, the account that it leads to, and whose account that is.

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
public struct Entry: Codable, Sendable, Hashable {
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
    /// - Throws: ``DirectoryError`` (`EntryInvalid` and its kin) where two values do not go together.
    public init(_ input: CreateEntryInput, madeUpKey: String) throws(DirectoryError) {
        if input.keyType == .evp, input.key != nil {
            throw DirectoryError(.entryInvalid, "key: an EVP is made up by the directory: leave it out")
        }
        do throws(InvalidKey) {
            key = try Key(input.keyType, input.key ?? (input.keyType == .evp ? madeUpKey : ""))
        } catch {
            throw DirectoryError(.entryInvalid, "key: \(error)")
        }
        id = input.entryID
        account = input.account
        owner = input.owner
        if key.type == .cpf || key.type == .cnpj, key.value != owner.taxID.number {
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
