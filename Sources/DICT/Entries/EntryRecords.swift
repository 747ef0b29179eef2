// Entries in the database. Each function runs in its caller's transaction, and locks what it reads before it decides.

import PostgreSQL
import TemporalCore

/// What an entry's event says; nothing personal.
struct EntryEvent: Codable, Sendable {
    var entryID: String
    var keyType: KeyType
    var participant: Participant
    var status: EntryStatus
    var reason: String?

    enum CodingKeys: String, CodingKey {
        case entryID = "entry_id"
        case keyType = "key_type"
        case participant
        case status
        case reason
    }
}

extension PostgresConnection {
    /// The entry, locked; nil where there is none.
    func entryRecord(_ id: String) throws -> Entry? {
        try query("SELECT * FROM entries WHERE id = $1 FOR UPDATE", id).first.map { try Entry($0) }
    }

    /// The entry, locked.
    ///
    /// - Throws: ``DirectoryError`` where there is none.
    func existingEntry(_ id: String) throws -> Entry {
        guard let entry = try entryRecord(id) else { throw DirectoryError(.notFound, "there is no entry \(id)") }
        return entry
    }

    /// How the entry stands, without a lock.
    func entryStatus(_ id: String) throws -> EntryStatus {
        guard let row = try query("SELECT status FROM entries WHERE id = $1", id).first else {
            throw DirectoryError(.notFound, "there is no entry \(id)")
        }
        return try row.value("status")
    }

    /// The entry, locked, if `participant` may change it now.
    ///
    /// - Throws: ``DirectoryError`` where there is none, another keeps it, or a claim holds it; an `ApplicationFailure` that is
    ///   tried again where the central bank does not know of it yet.
    func changeableEntry(_ id: String, by participant: Participant) throws -> Entry {
        let entry = try existingEntry(id)
        guard entry.account.participant == participant else {
            throw DirectoryError(.forbidden, "participant \(participant) does not keep entry \(id)")
        }
        if let claim = try query(
            "SELECT id FROM claims WHERE entry_id = $1 AND status NOT IN ('CANCELLED', 'COMPLETED')", id
        ).first {
            throw DirectoryError(
                .entryLockedByClaim, "claim \(try claim.value("id", as: String.self)) holds entry \(id)")
        }
        if entry.status == .pending { throw Self.isBeingMade(id) }
        return entry
    }

    private static func isBeingMade(_ id: String) -> ApplicationFailure {
        ApplicationFailure(
            "entry \(id) is being made by another workflow", type: "RequestUnderWay", nextRetryDelay: .seconds(1))
    }

    /// Checks that nobody holds the key of `entry`, and that its account may have one more.
    ///
    /// - Throws: ``DirectoryError`` with the reason why not.
    func checkVacancy(for entry: Entry) throws {
        if let row = try query(
            "SELECT * FROM entries WHERE key = $1 AND id <> $2 AND status IN ('PENDING', 'ACTIVE')", entry.key.value,
            entry.id
        ).first {
            let other = try Entry(row)
            guard other.owner.taxID == entry.owner.taxID else {
                throw DirectoryError(
                    .entryKeyOwnedByDifferentPerson, "somebody else holds the key: an OWNERSHIP claim is the way")
            }
            guard other.account.participant == entry.account.participant else {
                throw DirectoryError(
                    .entryKeyInCustodyOfDifferentParticipant,
                    "participant \(other.account.participant) keeps the key: a PORTABILITY claim is the way")
            }
            throw DirectoryError(.entryAlreadyExists, "entry \(other.id) has the key at this participant already")
        }
        // Two that come at once must not both find a place; one account's entries are made one after the other.
        let account = entry.account
        try query(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "\(account.participant)/\(account.details.number)")
        let count = try query(
            """
            SELECT count(*) AS count FROM entries
            WHERE participant = $1 AND account_number = $2 AND branch IS NOT DISTINCT FROM $3 AND id <> $4
                AND status IN ('PENDING', 'ACTIVE')
            """, account.participant, account.details.number, account.details.branch, entry.id)
        if try count.first?.value("count", as: Int.self) ?? 0 >= entry.owner.keyLimit {
            throw DirectoryError(
                .entryLimitExceeded, "\(entry.owner.keyLimit) keys lead to the account, which is as many as may")
        }
    }

    /// Makes `entry`, whose key is vacant, for the workflow `workflowID`; one that is there already, and is the same, is left as
    /// it is.
    ///
    /// - Throws: ``DirectoryError`` with the reason why not; an `ApplicationFailure` that is tried again where another workflow is
    ///   making the same entry.
    func insert(_ entry: Entry, for workflowID: String, requestID: String) throws -> Entry {
        if let known = try entryRecord(entry.id) {
            guard known.key == entry.key || known.key.type == .evp && entry.key.type == .evp,
                known.account == entry.account, known.owner == entry.owner, known.status.holdsKey
            else {
                throw DirectoryError(.entryAlreadyExists, "there was an entry \(entry.id) already: choose another id")
            }
            guard try known.status == .active || isMaker(workflowID, of: entry.id) else {
                throw Self.isBeingMade(entry.id)
            }
            return known
        }
        try checkVacancy(for: entry)
        try query(
            """
            INSERT INTO entries (id, key_type, key, participant, branch, account_number, account_type, tax_id,
                owner_name, trade_name, status, request_id, cid, workflow_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'PENDING', $11, decode($12, 'hex'), $13)
            """, entry.id, entry.key.type, entry.key.value, entry.account.participant, entry.account.details.branch,
            entry.account.details.number, entry.account.details.type, entry.owner.taxID.number, entry.owner.name,
            entry.owner.tradeName, requestID, entry.contentIdentifier(requestID).hexadecimal, workflowID)
        try announce("entry.created", entry)
        return entry
    }

    /// Whether the workflow made the entry, or that was before workflows were noted.
    func isMaker(_ workflowID: String, of entryID: String) throws -> Bool {
        let row = try query("SELECT workflow_id FROM entries WHERE id = $1", entryID).first
        return try row?.optional("workflow_id", as: String.self) ?? workflowID == workflowID
    }

    /// Writes where the entry leads and whose it is, under a new content identifier, and announces it.
    func update(_ entry: Entry, requestID: String, announcing type: String) throws {
        try query(
            """
            UPDATE entries SET participant = $2, branch = $3, account_number = $4, account_type = $5, tax_id = $6,
                owner_name = $7, trade_name = $8, request_id = $9, cid = decode($10, 'hex'), updated_at = now()
            WHERE id = $1
            """, entry.id, entry.account.participant, entry.account.details.branch, entry.account.details.number,
            entry.account.details.type, entry.owner.taxID.number, entry.owner.name, entry.owner.tradeName, requestID,
            entry.contentIdentifier(requestID).hexadecimal)
        try announce(type, entry)
    }

    /// Changes how the entry stands, and announces it if that changed anything. Returns it as it is then.
    func change(_ entry: Entry, to status: EntryStatus, reason: String? = nil) throws -> Entry {
        if entry.status == status { return entry }
        var entry = entry
        entry.status = status
        try query("UPDATE entries SET status = $2, updated_at = now() WHERE id = $1", entry.id, status)
        try announce("entry.\(status.rawValue.lowercased())", entry, reason: reason)
        return entry
    }

    private func announce(_ type: String, _ entry: Entry, reason: String? = nil) throws {
        try append(
            type, entry.id,
            EntryEvent(
                entryID: entry.id, keyType: entry.key.type, participant: entry.account.participant,
                status: entry.status, reason: reason))
    }
}

extension Entry {
    init(_ row: PostgresRow) throws {
        guard let taxID = try TaxID(row.value("tax_id", as: String.self)),
            let key = try? Key(row.value("key_type"), row.value("key"))
        else { throw DirectoryError(.entryInvalid, "the entry's stored key or tax id breaks the rules of its type") }
        self.init(
            id: try row.value("id"), key: key,
            account: Account(
                participant: try row.value("participant"),
                details: AccountDetails(
                    branch: try row.optional("branch"), number: try row.value("account_number"),
                    type: try row.value("account_type"))),
            owner: Owner(taxID: taxID, name: try row.value("owner_name"), tradeName: try row.optional("trade_name")),
            status: try row.value("status"))
    }

    /// The identifier of the entry as the request `requestID`, a UUID, left it.
    func contentIdentifier(_ requestID: String) -> ContentIdentifier {
        let digits = Array(requestID.utf8.filter { $0 != UInt8(ascii: "-") })
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { place in
            UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16) ?? 0
        }
        return ContentIdentifier(key: key, owner: owner, account: account, requestID: bytes)
    }
}
