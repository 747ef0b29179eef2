// A claim: somebody asks for a key that another participant keeps, or another person holds. Its states are those of the DICT API:
//
//   OPEN ──the donor is told──▶ WAITING_RESOLUTION ──the donor confirms──▶ CONFIRMED ──the claimer completes──▶ COMPLETED
//     └──────────cancel──────────────┴──────────cancel, or nobody answers────┴───────────▶ CANCELLED

/// Why a key is claimed.
public enum ClaimType: String, Codable, Sendable, Hashable, CaseIterable {
    /// The same owner moves the key to another participant.
    case portability = "PORTABILITY"
    /// Somebody else says that the key is theirs.
    case ownership = "OWNERSHIP"

    /// The types of keys that can be claimed so.
    public var keyTypes: Set<KeyType> {
        switch self {
        case .portability: [.cpf, .cnpj, .phone, .email]
        case .ownership: [.phone]
        }
    }
}

/// How a claim stands.
public enum ClaimStatus: String, Codable, Sendable, Hashable, CaseIterable {
    /// It was made.
    case open = "OPEN"
    /// The donor knows of it.
    case waitingResolution = "WAITING_RESOLUTION"
    /// The donor lets the key go.
    case confirmed = "CONFIRMED"
    /// It came to nothing.
    case cancelled = "CANCELLED"
    /// The key is the claimer's.
    case completed = "COMPLETED"

    /// Whether nothing more happens to it.
    public var isFinal: Bool { self == .cancelled || self == .completed }
}

/// Why a claim was confirmed or cancelled; `FRAUD` is none to confirm one for.
public enum ClaimReason: String, Codable, Sendable, Hashable, CaseIterable {
    /// A user asked for it.
    case userRequested = "USER_REQUESTED"
    /// The account was closed.
    case accountClosure = "ACCOUNT_CLOSURE"
    /// There was fraud.
    case fraud = "FRAUD"
    /// Nobody answered in time.
    case defaultOperation = "DEFAULT_OPERATION"
}

/// A claim of a key: what a ``ClaimWorkflow`` is started with.
public struct Claim: Codable, Sendable, Hashable {
    /// The claim's id, which is new.
    public var id: String
    /// The id of the entry whose key is claimed.
    public var entryID: String
    /// Why the key is claimed.
    public var type: ClaimType
    /// Who asks for the key.
    public var claimer: Participant
    /// Who keeps it.
    public var donor: Participant
    /// The account at the claimer that the key is to lead to; nil is one with the same number.
    public var account: AccountDetails?
    /// Who claims the key; needed for `OWNERSHIP`.
    public var owner: Owner?

    /// A claim; its rules are checked where it is read.
    public init(
        id: String, entryID: String, type: ClaimType, claimer: Participant, donor: Participant,
        account: AccountDetails? = nil, owner: Owner? = nil
    ) {
        self.id = id
        self.entryID = entryID
        self.type = type
        self.claimer = claimer
        self.donor = donor
        self.account = account
        self.owner = owner
    }

    private enum CodingKeys: String, CodingKey {
        case id = "claim_id"
        case entryID = "entry_id"
        case type = "claim_type"
        case claimer = "claimer_ispb"
        case donor = "donor_ispb"
        case account = "claimer_account"
        case owner = "claimer_owner"
    }

    /// Reads the claim.
    ///
    /// - Throws: `DecodingError` where a value is none, or somebody claims to own a key and does not say who.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.text(.id, .identifier)
        entryID = try container.text(.entryID, .identifier)
        type = try container.named(.type)
        claimer = try container.participant(.claimer)
        donor = try container.participant(.donor)
        account = try container.decodeIfPresent(AccountDetails.self, forKey: .account)
        owner = try container.decodeIfPresent(Owner.self, forKey: .owner)
        if type == .ownership, owner == nil { throw container.expected(.owner, "who claims to own the key") }
    }
}

/// What can happen to a claim.
public enum ClaimStep: Sendable, Hashable {
    /// The donor was told.
    case acknowledge
    /// The donor lets the key go.
    case confirm(by: Participant)
    /// One of the two gives it up.
    case cancel(by: Participant)
    /// Nobody answered in time, or a later step failed.
    case expire
    /// The key has moved.
    case complete
}

/// Where a claim stands, and who may move it: a value that steps are applied to.
public struct ClaimProgress: Sendable, Hashable {
    /// Who asks for the key.
    public let claimer: Participant
    /// Who has it.
    public let donor: Participant
    /// How it stands.
    public private(set) var status: ClaimStatus

    /// A claim of the key that `donor` keeps.
    public init(claimer: Participant, donor: Participant, status: ClaimStatus = .open) {
        self.claimer = claimer
        self.donor = donor
        self.status = status
    }

    /// Applies `step`; one that has led to where the claim stands already changes nothing, so that it may be told twice.
    ///
    /// - Throws: ``DirectoryError``: `ClaimOperationInvalid` where the state does not allow it, `Forbidden` where who takes it may not.
    public mutating func apply(_ step: ClaimStep) throws(DirectoryError) {
        try checkActor(of: step)
        let next = step.result
        if status == next { return }
        guard step.origins.contains(status) else {
            throw DirectoryError(
                .claimOperationInvalid, "a claim that is \(status.rawValue) cannot become \(next.rawValue)")
        }
        status = next
    }

    private func checkActor(of step: ClaimStep) throws(DirectoryError) {
        switch step {
        case .confirm(let participant) where participant != donor:
            throw DirectoryError(
                .forbidden, "participant \(participant) cannot confirm: only the donor, \(donor), can")
        case .cancel(let participant) where participant != donor && participant != claimer:
            throw DirectoryError(
                .forbidden,
                "participant \(participant) cannot cancel: only the donor, \(donor), and the claimer, \(claimer), can")
        default: break
        }
    }
}

extension ClaimStep {
    /// Where it leads.
    var result: ClaimStatus {
        switch self {
        case .acknowledge: .waitingResolution
        case .confirm: .confirmed
        case .cancel, .expire: .cancelled
        case .complete: .completed
        }
    }

    fileprivate var origins: Set<ClaimStatus> {
        switch self {
        case .acknowledge: [.open]
        case .confirm: [.open, .waitingResolution]
        case .cancel, .expire: [.open, .waitingResolution, .confirmed]
        case .complete: [.confirmed]
        }
    }
}
