// What a claim is started with, and the claim that it makes if its values are what they must be.

/// The input of a ``ClaimWorkflow``.
public struct ClaimInput: Codable, Sendable {
    /// The claim's id, which is new.
    public var claimID: String
    /// The id of the entry whose key is claimed.
    public var entryID: String
    /// `PORTABILITY` or `OWNERSHIP`.
    public var claimType: String
    /// The ISPB of the participant who asks for the key.
    public var claimerISPB: String
    /// The ISPB of the participant who keeps it.
    public var donorISPB: String
    /// The account that the key is to lead to; without one it leads to the account of the same number at the claimer.
    public var claimerAccount: AccountDetails?
    /// Who claims the key; an ownership claim must say it.
    public var claimerOwner: OwnerInput?

    /// A claim.
    public init(
        claimID: String, entryID: String, claimType: String, claimerISPB: String, donorISPB: String,
        claimerAccount: AccountDetails? = nil, claimerOwner: OwnerInput? = nil
    ) {
        self.claimID = claimID
        self.entryID = entryID
        self.claimType = claimType
        self.claimerISPB = claimerISPB
        self.donorISPB = donorISPB
        self.claimerAccount = claimerAccount
        self.claimerOwner = claimerOwner
    }

    private enum CodingKeys: String, CodingKey {
        case claimID = "claim_id"
        case entryID = "entry_id"
        case claimType = "claim_type"
        case claimerISPB = "claimer_ispb"
        case donorISPB = "donor_ispb"
        case claimerAccount = "claimer_account"
        case claimerOwner = "claimer_owner"
    }
}

/// A claim whose values are what they must be.
public struct Claim: Codable, Sendable, Hashable {
    /// The claim's id.
    public let id: String
    /// The id of the entry whose key is claimed.
    public let entryID: String
    /// Why the key is claimed.
    public let type: ClaimType
    /// Who asks for the key.
    public let claimer: Participant
    /// Who keeps it.
    public let donor: Participant
    /// The account that the key is to lead to.
    public let account: AccountDetails?
    /// Who claims the key.
    public let owner: OwnerInput?

    /// The claim that `input` describes.
    ///
    /// - Throws: ``DirectoryError`` (`ClaimInvalid`) where a value is none.
    public init(_ input: ClaimInput) throws(DirectoryError) {
        func invalid(_ what: String, _ expected: String) -> DirectoryError {
            DirectoryError(.claimInvalid, "\(what): expected \(expected)")
        }
        for (name, value) in [("claim_id", input.claimID), ("entry_id", input.entryID)] {
            guard Identifier.isValid(value) else { throw invalid(name, Identifier.rule) }
        }
        guard let type = ClaimType(rawValue: input.claimType) else {
            throw invalid("claim_type '\(input.claimType.prefix(40))'", "PORTABILITY or OWNERSHIP")
        }
        guard let claimer = Participant(rawValue: input.claimerISPB) else {
            throw invalid("claimer_ispb", "the eight characters of an ISPB")
        }
        guard let donor = Participant(rawValue: input.donorISPB) else {
            throw invalid("donor_ispb", "the eight characters of an ISPB")
        }
        if let account = input.claimerAccount, !AccountNumber.isValid(account.branch, account.number) {
            throw invalid("claimer_account", AccountNumber.rule)
        }
        if let owner = input.claimerOwner, TaxID(owner.taxID) == nil || !OwnerName.isValid(owner.name, owner.tradeName)
        {
            throw invalid("claimer_owner", "a CPF or CNPJ with its check digits, and a name of 1 to 120 characters")
        }
        if type == .ownership, input.claimerOwner == nil {
            throw invalid("claimer_owner", "who claims to own the key")
        }
        id = input.claimID
        entryID = input.entryID
        self.type = type
        self.claimer = claimer
        self.donor = donor
        account = input.claimerAccount
        owner = input.claimerOwner
    }
}
