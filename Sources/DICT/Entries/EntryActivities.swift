// The activities of entries. Each may run more than once; each changes what it changes once.

import PostgreSQL
import TemporalCore
import TemporalWorkflow

/// What the entry activities are told: the input, and the key that the workflow made up for an EVP.
struct EntryRequest: Codable, Sendable {
    var input: CreateEntryInput
    var madeUpKey: String

    func entry() throws(DirectoryError) -> Entry { try Entry(input, madeUpKey: madeUpKey) }
}

/// Checks that an entry may be made; changes nothing.
struct ValidateEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ request: EntryRequest) async throws {
        try await store.read { try $0.checkVacancy(for: request.entry()) }
    }
}

/// Writes the entry down: it is `PENDING`, and has its key.
struct CreateEntryActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ request: EntryRequest) async throws -> EntryStatus {
        try await store.change(.entry(request.input.entryID)) { connection, effect in
            try connection.insert(request.entry(), requestID: effect.requestID)
        }
    }
}

/// Tells the central bank of the entry: it is `ACTIVE`.
struct ActivateEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ entryID: String) async throws -> EntryResult {
        try await store.change(.entry(entryID)) { connection, effect in
            try connection.existingEntry(entryID).request(.create, effect)
        } tell: { bridge, request in
            try await bridge.submit(request)
        } body: { connection, effect in
            let entry = try connection.existingEntry(entryID)
            guard entry.status != .deleted else {
                throw DirectoryError(.entryNotFound, "entry \(entryID) was deleted")
            }
            // The central bank knows the entry by this request from now on.
            try connection.query(
                "UPDATE entries SET request_id = $2, cid = decode($3, 'hex') WHERE id = $1", entryID,
                effect.requestID, entry.contentIdentifier(effect.requestID).hexadecimal)
            return entry.result(try connection.change(entry, to: .active))
        }
    }
}

/// Takes the entry out of use: it is `INACTIVE`, and its key is free.
struct DeactivateEntryActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ deactivation: EntryDeactivation) async throws -> EntryStatus {
        try await store.change(.entry(deactivation.entryID)) { connection, _ in
            let entry = try connection.existingEntry(deactivation.entryID)
            return try connection.change(entry, to: .inactive, reason: deactivation.reason)
        }
    }
}

/// Which entry is taken out of use, and why.
struct EntryDeactivation: Codable, Sendable {
    var entryID: String
    var reason: String
}

/// Leads the key to another account of the same owner and participant.
struct UpdateEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ input: UpdateEntryInput) async throws -> EntryResult {
        try await store.update(input, announcing: "entry.updated") { entry throws(DirectoryError) in
            guard let new = input.account else { return }
            guard AccountNumber.isValid(new.branch, new.number) else {
                throw DirectoryError(.entryInvalid, "account: expected \(AccountNumber.rule)")
            }
            entry.account = Account(
                participant: entry.account.participant, branch: new.branch, number: new.number, type: new.type)
        }
    }
}

/// Changes the names of the entry's owner; another owner needs a claim.
struct UpdateEntryOwnershipActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ input: UpdateEntryInput) async throws -> EntryResult {
        try await store.update(input, announcing: "entry.ownership_updated") { entry throws(DirectoryError) in
            guard let new = try input.owner?.validated() else { return }
            guard new.taxID == entry.owner.taxID else {
                throw DirectoryError(
                    .entryKeyOwnedByDifferentPerson, "the key has another owner: an OWNERSHIP claim is the way")
            }
            entry.owner = new
        }
    }
}

/// Tells the central bank that the entry is gone: it is `DELETED`, and its key is free.
struct DeleteEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ input: DeleteEntryInput) async throws -> EntryResult {
        let participant = try input.validatedParticipant()
        let reason = input.reason ?? ClaimReason.userRequested.rawValue
        return try await store.change(.entry(input.entryID)) { connection, effect -> BridgeAPI.SubmitEntryRequest? in
            let entry = try connection.changeableEntry(input.entryID, by: participant)
            if entry.status == .deleted { return nil }
            var request = entry.request(.delete, effect)
            request.reason = reason
            return request
        } tell: { bridge, request in
            if let request { try await bridge.submit(request) }
        } body: { connection, _ in
            let entry = try connection.changeableEntry(input.entryID, by: participant)
            return entry.result(try connection.change(entry, to: .deleted, reason: reason))
        }
    }
}

/// How an entry stands.
struct GetEntryStatusActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ entryID: String) async throws -> EntryStatus {
        try await store.status(of: .entry(entryID)) { try $0.existingEntry(entryID).status }
    }
}

extension DirectoryStore {
    /// Changes an active entry, here and at the central bank, if its keeper asks for it and no claim holds it.
    fileprivate func update(
        _ input: UpdateEntryInput, announcing type: String,
        _ change: @Sendable (inout Entry) throws(DirectoryError) -> Void
    ) async throws -> EntryResult {
        let participant = try input.validatedParticipant()
        return try await self.change(.entry(input.entryID)) { connection, effect in
            try connection.changed(input, by: participant, change).request(.update, effect)
        } tell: { bridge, request in
            try await bridge.submit(request)
        } body: { connection, effect in
            let entry = try connection.changed(input, by: participant, change)
            try connection.update(entry, requestID: effect.requestID, announcing: type)
            return entry.result(entry.status)
        }
    }
}

extension PostgresConnection {
    /// The entry as it is to be, if it may be changed so.
    fileprivate func changed(
        _ input: UpdateEntryInput, by participant: Participant,
        _ change: (inout Entry) throws(DirectoryError) -> Void
    ) throws -> Entry {
        var entry = try changeableEntry(input.entryID, by: participant)
        guard entry.status == .active else {
            throw DirectoryError(.entryNotFound, "entry \(input.entryID) is \(entry.status.rawValue), not ACTIVE")
        }
        try change(&entry)
        try checkVacancy(for: entry)
        return entry
    }

    fileprivate func existingEntry(_ id: String) throws -> Entry {
        guard let entry = try entryRecord(id) else {
            throw DirectoryError(.entryNotFound, "there is no entry \(id)")
        }
        return entry
    }
}

extension UpdateEntryInput {
    fileprivate func validatedParticipant() throws -> Participant { try validated(participant) }
}

extension DeleteEntryInput {
    fileprivate func validatedParticipant() throws -> Participant { try validated(participant) }
}

private func validated(_ participant: String) throws -> Participant {
    guard let known = Participant(rawValue: participant) else {
        throw DirectoryError(.entryInvalid, "participant: expected the eight characters of an ISPB").failure
    }
    return known
}

extension Entry {
    func result(_ status: EntryStatus) -> EntryResult {
        EntryResult(entryID: id, key: key.masked, status: status)
    }

    fileprivate func request(
        _ operation: BridgeAPI.EntryOperation, _ effect: EffectKey
    ) -> BridgeAPI.SubmitEntryRequest {
        var entry = BridgeAPI.Entry()
        entry.keyType = key.type.rawValue
        entry.key = key.value
        entry.participant = account.participant.rawValue
        entry.branch = account.branch ?? ""
        entry.accountNumber = account.number
        entry.accountType = account.type.rawValue
        entry.taxID = owner.taxID.number
        entry.ownerName = owner.name
        entry.tradeName = owner.tradeName ?? ""
        var request = BridgeAPI.SubmitEntryRequest()
        request.requestID = effect.requestID
        request.operation = operation
        request.entryID = id
        request.entry = entry
        return request
    }
}
