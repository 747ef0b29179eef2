// Claims in the database. Each function runs in its caller's transaction, and locks what it reads before it decides.

import PostgreSQL

/// A claim as the database has it.
struct ClaimRecord: Sendable {
    /// The workflow that made it; nil where that was before workflows were noted.
    var workflowID: String?
    var entryID: String
    var type: ClaimType
    var progress: ClaimProgress
    var reason: ClaimReason?

    init(_ row: PostgresRow) throws(PostgresError) {
        workflowID = try row.optional("workflow_id")
        entryID = try row.value("entry_id")
        type = try row.value("type")
        progress = ClaimProgress(
            claimer: try row.value("claimer"), donor: try row.value("donor"), status: try row.value("status"))
        reason = try row.optional("reason")
    }
}

/// What a claim's event says.
struct ClaimEvent: Codable, Sendable {
    var claimID: String
    var entryID: String
    var type: ClaimType
    var status: ClaimStatus?
    var claimer: Participant
    var donor: Participant
    var reason: String?

    enum CodingKeys: String, CodingKey {
        case claimID = "claim_id"
        case entryID = "entry_id"
        case type = "claim_type"
        case status
        case claimer = "claimer_ispb"
        case donor = "donor_ispb"
        case reason
    }
}

extension PostgresConnection {
    /// Checks that `claim` may be made, and locks its entry.
    ///
    /// - Throws: ``DirectoryError`` with the reason why not.
    func checkEligibility(of claim: Claim) throws {
        guard let entry = try entryRecord(claim.entryID), entry.status == .active else {
            throw DirectoryError(.claimKeyNotFound, "there is no active entry \(claim.entryID)")
        }
        guard claim.type.keyTypes.contains(entry.key.type) else {
            throw DirectoryError(
                .claimTypeInconsistent, "a \(entry.key.type.rawValue) key cannot be claimed by \(claim.type.rawValue)")
        }
        let isHeldByOwner = claim.owner.map { $0.taxID == entry.owner.taxID }
        switch claim.type {
        case .portability where isHeldByOwner == false:
            throw DirectoryError(
                .claimTypeInconsistent, "somebody else holds the key: an OWNERSHIP claim is the way")
        case .ownership where isHeldByOwner != false:
            throw DirectoryError(
                .claimTypeInconsistent, "the claimer holds the key already: a PORTABILITY claim moves it")
        case .portability where claim.claimer == entry.account.participant:
            throw DirectoryError(
                .claimResultingEntryAlreadyExists, "participant \(claim.claimer) keeps the key already")
        default: break
        }
        guard claim.donor == entry.account.participant else {
            throw DirectoryError(.claimInvalid, "donor_ispb is not who keeps the key of entry \(claim.entryID)")
        }
        if let other = try query(
            "SELECT id FROM claims WHERE entry_id = $1 AND id <> $2 AND status NOT IN ('CANCELLED', 'COMPLETED')",
            claim.entryID, claim.id
        ).first {
            throw DirectoryError(
                .claimAlreadyExistsForKey,
                "claim \(try other.value("id", as: String.self)) holds entry \(claim.entryID)")
        }
    }

    /// Makes `claim`, which is eligible, for the workflow `workflowID`; one that this workflow has made already is left as it is.
    func open(_ claim: Claim, for workflowID: String) throws -> ClaimStatus {
        let inserted = try query(
            """
            INSERT INTO claims (id, type, entry_id, claimer, donor, claimer_branch, claimer_account_number,
                claimer_account_type, claimer_tax_id, claimer_name, claimer_trade_name, workflow_id, status)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'OPEN') ON CONFLICT (id) DO NOTHING
            """, claim.id, claim.type, claim.entryID, claim.claimer, claim.donor, claim.account?.branch,
            claim.account?.number, claim.account?.type, claim.owner?.taxID.number, claim.owner?.name,
            claim.owner?.tradeName, workflowID)
        if inserted.affected == 1 {
            try announce("claim.opened", claim.id, try claimRecord(claim.id))
            return .open
        }
        let known = try claimRecord(claim.id)
        guard known.workflowID ?? workflowID == workflowID, known.entryID == claim.entryID else {
            throw DirectoryError(.claimInvalid, "there was a claim \(claim.id) already: choose another id")
        }
        return known.progress.status
    }

    /// Takes `step` with the claim, and announces it if it changed anything.
    ///
    /// - Parameter type: the event's type; nil is `claim.` and the new status.
    /// - Throws: ``DirectoryError`` where there is no such claim, or the step is none for it.
    func advance(
        _ claimID: String, _ step: ClaimStep, reason: ClaimReason? = nil, announcing type: String? = nil
    ) throws -> ClaimStatus {
        var claim = try claimRecord(claimID)
        let before = claim.progress.status
        try claim.progress.apply(step)
        let status = claim.progress.status
        if status == before { return status }
        claim.reason = reason ?? claim.reason
        try query(
            """
            UPDATE claims SET status = $2, reason = coalesce($3, reason), resolved_by = coalesce($4, resolved_by),
                updated_at = now() WHERE id = $1
            """, claimID, status, reason, step.participant)
        try announce(type ?? "claim.\(status.rawValue.lowercased())", claimID, claim)
        return status
    }

    /// How the claim stands, without a lock.
    func claimStatus(_ id: String) throws -> ClaimStatus {
        guard let row = try query("SELECT status FROM claims WHERE id = $1", id).first else {
            throw DirectoryError(.notFound, "there is no claim \(id)")
        }
        return try row.value("status")
    }

    /// The claim, locked.
    func claimRecord(_ id: String) throws -> ClaimRecord {
        guard let row = try query("SELECT * FROM claims WHERE id = $1 FOR UPDATE", id).first else {
            throw DirectoryError(.notFound, "there is no claim \(id)")
        }
        return try ClaimRecord(row)
    }

    private func announce(_ type: String, _ id: String, _ claim: ClaimRecord) throws {
        try append(
            type, id,
            ClaimEvent(
                claimID: id, entryID: claim.entryID, type: claim.type, status: claim.progress.status,
                claimer: claim.progress.claimer, donor: claim.progress.donor, reason: claim.reason?.rawValue))
    }
}

extension ClaimStep {
    /// Who takes it, if that is known.
    fileprivate var participant: Participant? {
        switch self {
        case .confirm(let participant), .cancel(let participant): participant
        case .acknowledge, .expire, .complete: nil
        }
    }
}

extension Participant: PostgresValue {}
extension ClaimType: PostgresValue {}
extension ClaimStatus: PostgresValue {}
extension ClaimReason: PostgresValue {}
extension KeyType: PostgresValue {}
extension AccountType: PostgresValue {}
extension EntryStatus: PostgresValue {}
