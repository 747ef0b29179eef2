// The activities of entries. Each may run more than once; each changes what it changes once.

import PostgreSQL
import TemporalCore
import TemporalWorkflow

/// Checks that an entry may be made, before anything is written; changes nothing.
struct ValidateEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ entry: Entry) async throws {
        try await store.read(.entry(entry.id)) { try $0.checkVacancy(for: entry) }
    }
}

/// Writes the entry down: it is `PENDING`, and has its key. One that is there already, and is the same, is left as it is.
struct CreateEntryActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ entry: Entry) async throws -> EntryResult {
        try await store.change(.entry(entry.id)) { connection, effect in
            try connection.insert(entry, for: effect.workflowID, requestID: effect.requestID).result
        }
    }
}

/// Tells the central bank of the entry: it is `ACTIVE`.
struct ActivateEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ entryID: String) async throws -> EntryResult {
        try await store.change(.entry(entryID)) { connection in
            let entry = try connection.existingEntry(entryID)
            guard entry.status.holdsKey else {
                throw DirectoryError(.notFound, "entry \(entryID) is \(entry.status.rawValue)")
            }
        } request: { connection, effect -> BridgeAPI.SubmitEntryRequest? in
            let entry = try connection.existingEntry(entryID)
            return entry.status == .pending ? entry.request(.create, effect) : nil
        } body: { connection, effect in
            let entry = try connection.existingEntry(entryID)
            guard entry.status == .pending else { return entry.result }
            // The central bank knows the entry by this request from now on.
            try connection.query(
                "UPDATE entries SET request_id = $2, cid = decode($3, 'hex') WHERE id = $1", entryID,
                effect.requestID, entry.contentIdentifier(effect.requestID).hexadecimal)
            return try connection.change(entry, to: .active).result
        }
    }
}

/// Which entry is taken out of use, and why.
struct EntryDeactivation: Codable, Sendable {
    var entryID: String
    var reason: String
    /// Whether the central bank may have been told of the entry.
    var mayBeKnown: Bool
}

/// Takes an entry that never became active out of use, at the central bank as well where that may know of it: it is `INACTIVE`, and
/// its key is free.
struct DeactivateEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ deactivation: EntryDeactivation) async throws -> EntryStatus {
        try await store.change(.entry(deactivation.entryID), evenIfDeclined: true) { connection in
            _ = try connection.existingEntry(deactivation.entryID)
        } request: { connection, effect -> BridgeAPI.SubmitEntryRequest? in
            let entry = try connection.existingEntry(deactivation.entryID)
            return deactivation.mayBeKnown && entry.status == .pending ? entry.request(.delete, effect) : nil
        } body: { connection, _ in
            let entry = try connection.existingEntry(deactivation.entryID)
            guard entry.status == .pending else { return entry.status }
            return try connection.change(entry, to: .inactive, reason: deactivation.reason).status
        }
    }
}

/// Leads the key to another account of the same owner and participant, and changes the owner's names with it where that is asked.
struct UpdateEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ input: UpdateEntryInput) async throws -> EntryResult {
        try await store.update(input, announcing: "entry.updated")
    }
}

/// Changes the names of the entry's owner; another owner needs a claim.
struct UpdateEntryOwnershipActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ input: UpdateEntryInput) async throws -> EntryResult {
        try await store.update(input, announcing: "entry.ownership_updated")
    }
}

/// Tells the central bank that the entry is gone: it is `DELETED`, and its key is free.
struct DeleteEntryActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ input: DeleteEntryInput) async throws -> EntryResult {
        try await store.change(.entry(input.entryID)) { connection in
            _ = try connection.changeableEntry(input.entryID, by: input.participant)
        } request: { connection, effect -> BridgeAPI.SubmitEntryRequest? in
            let entry = try connection.existingEntry(input.entryID)
            // One that never became active, or is gone, is none of the central bank's.
            guard entry.status == .active else { return nil }
            var request = entry.request(.delete, effect)
            request.reason = input.reason.rawValue
            return request
        } body: { connection, _ in
            let entry = try connection.existingEntry(input.entryID)
            return try connection.change(entry, to: .deleted, reason: input.reason.rawValue).result
        }
    }
}

/// How an entry stands, for workflows of other systems.
struct GetEntryStatusActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ entryID: String) async throws -> EntryStatus {
        try await store.status(of: .entry(entryID)) { try $0.entryStatus(entryID) }
    }
}

extension DirectoryStore {
    /// Changes an active entry, here and at the central bank, if its keeper asks for it and no claim holds it. Where it is so
    /// already, nothing is said or written.
    fileprivate func update(_ input: UpdateEntryInput, announcing type: String) async throws -> EntryResult {
        try await change(.entry(input.entryID)) { connection in
            let entry = try connection.changeableEntry(input.entryID, by: input.participant)
            guard entry.status == .active else {
                throw DirectoryError(.notFound, "entry \(input.entryID) is \(entry.status.rawValue), not ACTIVE")
            }
            if let owner = input.owner, owner.taxID != entry.owner.taxID {
                throw DirectoryError(
                    .entryKeyOwnedByDifferentPerson, "the key has another owner: an OWNERSHIP claim is the way")
            }
            try connection.checkVacancy(for: entry.changed(by: input))
        } request: { connection, effect -> BridgeAPI.SubmitEntryRequest? in
            let entry = try connection.existingEntry(input.entryID)
            let changed = entry.changed(by: input)
            return changed == entry ? nil : changed.request(.update, effect)
        } body: { connection, effect in
            let entry = try connection.existingEntry(input.entryID)
            let changed = entry.changed(by: input)
            if changed != entry { try connection.update(changed, requestID: effect.requestID, announcing: type) }
            return changed.result
        }
    }
}

extension Entry {
    fileprivate func changed(by input: UpdateEntryInput) -> Entry {
        var entry = self
        entry.account.details = input.account ?? account.details
        entry.owner = input.owner ?? owner
        return entry
    }

    fileprivate var result: EntryResult { EntryResult(entryID: id, key: key.masked, status: status) }

    fileprivate func request(
        _ operation: BridgeAPI.EntryOperation, _ effect: EffectKey
    ) -> BridgeAPI.SubmitEntryRequest {
        var request = BridgeAPI.SubmitEntryRequest()
        request.requestID = effect.requestID
        request.operation = operation
        request.entryID = id
        request.entry = BridgeAPI.Entry(self)
        return request
    }
}

extension BridgeAPI.Entry {
    /// The entry as the bridge is told of it.
    init(_ entry: Entry) {
        self.init()
        keyType = entry.key.type.rawValue
        key = entry.key.value
        participant = entry.account.participant.rawValue
        branch = entry.account.details.branch ?? ""
        accountNumber = entry.account.details.number
        accountType = entry.account.details.type.rawValue
        taxID = entry.owner.taxID.number
        ownerName = entry.owner.name
        tradeName = entry.owner.tradeName ?? ""
    }
}
