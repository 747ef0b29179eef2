// The activities of claims. Each may run more than once; each changes what it changes once.

import PostgreSQL
import TemporalCore
import TemporalWorkflow

/// Checks that a claim may be made, before anything is written; changes nothing.
struct ValidateClaimEligibilityActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ claim: Claim) async throws {
        try await store.read(.claim(claim.id), .entry(claim.entryID)) { try $0.checkEligibility(of: claim) }
    }
}

/// Writes the claim down: it is `OPEN`, and holds its entry.
struct CreateClaimActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        store.log([.entry(claim.entryID)])
        return try await store.change(.claim(claim.id)) { connection, effect in
            try connection.checkEligibility(of: claim)
            try connection.checkNothingElse(changes: .entry(claim.entryID), but: effect)
            return try connection.open(claim, for: effect.workflowID)
        }
    }
}

/// Tells the donor through the central bank: the claim is `WAITING_RESOLUTION`.
struct NotifyDonorActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        try await store.take(.acknowledge, with: claim, telling: .create)
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
        try await store.take(
            .confirm(by: confirmation.participant), with: confirmation.claim, telling: .confirm,
            reason: confirmation.reason)
    }
}

/// Moves the entry to the claimer, at the central bank and here, and completes the claim with it.
struct CompleteClaimActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        try await store.change(.claim(claim.id), .entry(claim.entryID)) { connection in
            var progress = try connection.claimRecord(claim.id).progress
            if progress.status == .completed { return }
            try progress.apply(.complete)
            try connection.checkVacancy(for: connection.movedEntry(by: claim))
        } request: { connection, effect -> BridgeAPI.SubmitClaimRequest? in
            if try connection.claimRecord(claim.id).progress.status == .completed { return nil }
            var request = claim.request(.complete, effect)
            request.entry = try BridgeAPI.Entry(connection.movedEntry(by: claim))
            return request
        } body: { connection, effect in
            if try connection.claimRecord(claim.id).progress.status == .completed { return .completed }
            let entry = try connection.movedEntry(by: claim)
            try connection.update(entry, requestID: effect.requestID, announcing: "entry.moved")
            return try connection.advance(claim.id, .complete)
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

/// Tells the central bank that the claim is given up: it is `CANCELLED`. One that came to nothing by itself is, whatever the
/// central bank says.
struct CancelClaimActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ cancellation: ClaimCancellation) async throws -> ClaimStatus {
        let step = cancellation.participant.map { ClaimStep.cancel(by: $0) } ?? .expire
        return try await store.take(
            step, with: cancellation.claim, telling: .cancel, reason: cancellation.reason,
            evenIfDeclined: step == .expire)
    }
}

/// Tells the central bank that nobody answered in time: the claim is `CANCELLED`, whatever the central bank says.
struct ExpireClaimActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ claim: Claim) async throws -> ClaimStatus {
        try await store.take(
            .expire, with: claim, telling: .cancel, reason: .defaultOperation, announcing: "claim.expired",
            evenIfDeclined: true)
    }
}

/// How a claim stands, for workflows of other systems.
struct GetClaimStatusActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ claimID: String) async throws -> ClaimStatus {
        try await store.status(of: .claim(claimID)) { try $0.claimStatus(claimID) }
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
    /// Takes `step` with the claim, at the central bank and here; a claim that has taken it already is left as it is.
    fileprivate func take(
        _ step: ClaimStep, with claim: Claim, telling operation: BridgeAPI.ClaimOperation,
        reason: ClaimReason? = nil, announcing type: String? = nil, evenIfDeclined: Bool = false
    ) async throws -> ClaimStatus {
        log([.entry(claim.entryID)])
        return try await change(.claim(claim.id), evenIfDeclined: evenIfDeclined) { connection in
            var progress = try connection.claimRecord(claim.id).progress
            try progress.apply(step)
        } request: { connection, effect -> BridgeAPI.SubmitClaimRequest? in
            let isTaken = try connection.claimRecord(claim.id).progress.status == step.result
            return isTaken ? nil : claim.request(operation, effect, reason: reason)
        } body: { connection, _ in
            try connection.advance(claim.id, step, reason: reason, announcing: type)
        }
    }
}

extension PostgresConnection {
    /// The claimed entry, locked, as it is when the claim is completed.
    fileprivate func movedEntry(by claim: Claim) throws -> Entry {
        guard var entry = try entryRecord(claim.entryID), entry.status == .active,
            entry.account.participant == claim.donor
        else { throw DirectoryError(.claimKeyNotFound, "the donor keeps no active entry \(claim.entryID) any more") }
        entry.account = Account(participant: claim.claimer, details: claim.account ?? entry.account.details)
        entry.owner = claim.owner ?? entry.owner
        return entry
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
