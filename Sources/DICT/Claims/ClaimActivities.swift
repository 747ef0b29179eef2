// The activities of claims. Each may run more than once; each changes what it changes once.

import PostgreSQL
import TemporalCore
import TemporalWorkflow

/// Checks that a claim may be made; changes nothing.
struct ValidateClaimEligibilityActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ claim: Claim) async throws {
        try await store.read { try $0.checkEligibility(of: claim) }
    }
}

/// Writes the claim down: it is `OPEN`, and holds its entry.
struct CreateClaimActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        try await store.change(.claim(claim.id)) { connection, _ in
            try connection.checkEligibility(of: claim)
            return try connection.open(claim)
        }
    }
}

/// Tells the donor through the central bank: the claim is `WAITING_RESOLUTION`.
struct NotifyDonorActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        try await store.change(.claim(claim.id)) { _, effect in
            claim.request(.create, effect)
        } tell: { bridge, request in
            try await bridge.submit(request)
        } body: { connection, _ in
            try connection.advance(claim.id, .acknowledge)
        }
    }
}

/// What the donor confirms.
struct ClaimConfirmation: Codable, Sendable {
    var claim: Claim
    var participant: Participant
    var reason: ClaimReason
}

/// Tells the central bank that the donor lets the key go: the claim is `CONFIRMED`.
struct SendClaimConfirmationActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ confirmation: ClaimConfirmation) async throws -> ClaimStatus {
        let claim = confirmation.claim
        let step = ClaimStep.confirm(by: confirmation.participant)
        return try await store.change(.claim(claim.id)) { connection, effect in
            var progress = try connection.claimRecord(claim.id).progress
            try progress.apply(step)
            return claim.request(.confirm, effect, reason: confirmation.reason)
        } tell: { bridge, request in
            try await bridge.submit(request)
        } body: { connection, _ in
            try connection.advance(claim.id, step, reason: confirmation.reason)
        }
    }
}

/// Moves the entry to the claimer and completes the claim, both or neither.
struct CompleteClaimActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        try await store.change(.claim(claim.id), .entry(claim.entryID)) { connection, effect in
            let status = try connection.advance(claim.id, .complete)
            guard var entry = try connection.entryRecord(claim.entryID), entry.status == .active else {
                throw DirectoryError(.claimKeyNotFound, "entry \(claim.entryID) is not active any more")
            }
            try entry.move(by: claim)
            try connection.checkVacancy(for: entry)
            try connection.update(entry, requestID: effect.requestID, announcing: "entry.moved")
            return status
        }
    }
}

/// Who gives a claim up, and why.
struct ClaimCancellation: Codable, Sendable {
    var claim: Claim
    /// Nil where the claim came to nothing by itself.
    var participant: Participant?
    var reason: ClaimReason
}

/// Tells the central bank that the claim is given up: it is `CANCELLED`.
struct CancelClaimActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ cancellation: ClaimCancellation) async throws -> ClaimStatus {
        let step = cancellation.participant.map { ClaimStep.cancel(by: $0) } ?? .expire
        return try await store.endClaim(cancellation.claim, step, cancellation.reason)
    }
}

/// Tells the central bank that nobody answered in time: the claim is `CANCELLED`.
struct ExpireClaimActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        try await store.endClaim(claim, .expire, .defaultOperation, announcing: "claim.expired")
    }
}

/// How a claim stands.
struct GetClaimStatusActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ claimID: String) async throws -> ClaimStatus {
        try await store.status(of: .claim(claimID)) { try $0.claimRecord(claimID).progress.status }
    }
}

/// Something to tell of a claim that is no change of its state.
struct ClaimNotice: Codable, Sendable {
    var claim: Claim
    /// What happened, such as `claim.rejected`.
    var type: String
    var reason: String
}

/// Publishes an event of a claim that changes nothing in the database: that it was rejected, say.
struct PublishClaimEventActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ notice: ClaimNotice) async throws -> String {
        try await store.change { connection, effect in
            let claim = notice.claim
            try connection.append(
                notice.type, claim.id,
                ClaimEvent(
                    claimID: claim.id, entryID: claim.entryID, type: claim.type, status: nil, claimer: claim.claimer,
                    donor: claim.donor, reason: notice.reason))
            return effect.requestID
        }
    }
}

extension DirectoryStore {
    fileprivate func endClaim(
        _ claim: Claim, _ step: ClaimStep, _ reason: ClaimReason, announcing type: String? = nil
    ) async throws -> ClaimStatus {
        try await change(.claim(claim.id)) { connection, effect in
            var progress = try connection.claimRecord(claim.id).progress
            try progress.apply(step)
            return claim.request(.cancel, effect, reason: reason)
        } tell: { bridge, request in
            try await bridge.submit(request)
        } body: { connection, _ in
            try connection.advance(claim.id, step, reason: reason, announcing: type)
        }
    }
}

extension Claim {
    fileprivate func request(
        _ operation: BridgeAPI.ClaimOperation, _ effect: EffectKey, reason: ClaimReason? = nil
    ) -> BridgeAPI.SubmitClaimRequest {
        var request = BridgeAPI.SubmitClaimRequest()
        request.requestID = effect.requestID
        request.operation = operation
        request.claimID = id
        request.claimType = type.rawValue
        request.entryID = entryID
        request.claimer = claimer.rawValue
        request.donor = donor.rawValue
        request.reason = reason?.rawValue ?? ""
        return request
    }
}

extension Entry {
    /// Leads the key to the claimer's account, and makes it the claimer's own.
    mutating func move(by claim: Claim) throws(DirectoryError) {
        account.participant = claim.claimer
        if let new = claim.account {
            account = Account(participant: claim.claimer, branch: new.branch, number: new.number, type: new.type)
        }
        if let new = claim.owner { owner = try new.validated() }
    }
}
