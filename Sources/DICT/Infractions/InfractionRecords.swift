// Cases in the database. Each function runs in its caller's transaction, and locks what it reads before it decides.

import PostgreSQL

/// What a case's event says; nothing personal.
struct InfractionEvent: Codable, Sendable {
    var infractionID: String
    var type: InfractionType
    var reporter: Participant
    var reported: Participant
    var status: InfractionStatus?
    var result: AnalysisResult?
    var reason: String?

    enum CodingKeys: String, CodingKey {
        case infractionID = "infraction_id"
        case type = "infraction_type"
        case reporter = "reporter_ispb"
        case reported = "reported_ispb"
        case status
        case result = "analysis_result"
        case reason
    }

    init(
        _ infraction: Infraction, status: InfractionStatus? = nil, result: AnalysisResult? = nil, reason: String? = nil
    ) {
        infractionID = infraction.id
        type = infraction.type
        reporter = infraction.reporter
        reported = infraction.reported
        self.status = status
        self.result = result
        self.reason = reason
    }

    fileprivate init(_ row: PostgresRow, reason: String) throws(PostgresError) {
        infractionID = try row.value("id")
        type = try row.value("type")
        reporter = try row.value("reporter")
        reported = try row.value("reported")
        self.reason = reason
    }
}

extension PostgresConnection {
    /// Checks that the case may be made.
    ///
    /// - Throws: ``DirectoryError`` with the reason why not.
    func checkEligibility(of infraction: Infraction) throws {
        if let other = try query(
            "SELECT id FROM infractions WHERE transaction_id = $1 AND type = $2 AND id <> $3 AND status <> 'CLOSED'",
            infraction.transactionID, infraction.type, infraction.id
        ).first {
            throw DirectoryError(
                .infractionReportAlreadyBeingProcessed,
                "case \(try other.value("id", as: String.self)) is about the same payment and is not closed")
        }
    }

    /// Makes the case for the workflow `workflowID`; one that this workflow has made already is left as it is.
    func open(_ infraction: Infraction, for workflowID: String) throws -> InfractionStatus {
        // Two reports of one payment that come at once: the second waits here.
        try query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", infraction.transactionID)
        try checkEligibility(of: infraction)
        let inserted = try query(
            """
            INSERT INTO infractions (id, type, reporter, reported, transaction_id, details, workflow_id, status)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'OPEN') ON CONFLICT (id) DO NOTHING
            """, infraction.id, infraction.type, infraction.reporter, infraction.reported, infraction.transactionID,
            infraction.details, workflowID)
        if inserted.affected == 1 {
            try append("infraction.opened", infraction.id, InfractionEvent(infraction, status: .open))
            return .open
        }
        let same = try query(
            "SELECT status FROM infractions WHERE id = $1 AND coalesce(workflow_id, $2) = $2", infraction.id, workflowID
        )
        guard let row = same.first else {
            throw DirectoryError(
                .infractionReportInvalid, "there was a case \(infraction.id) already: choose another id")
        }
        return try row.value("status")
    }

    /// Takes `step` with the case, and announces it if it changed anything.
    func advance(
        _ infraction: Infraction, _ step: InfractionStep, justification: String? = nil
    ) throws -> InfractionStatus {
        var progress = try infractionProgress(infraction.id)
        let before = progress.status
        try progress.apply(step)
        if progress.status == before { return before }
        try query(
            """
            UPDATE infractions SET status = $2, result = $3, justification = coalesce($4, justification),
                updated_at = now() WHERE id = $1
            """, infraction.id, progress.status, progress.result, justification)
        let event = InfractionEvent(infraction, status: progress.status, result: progress.result)
        try append("infraction.\(progress.status.rawValue.lowercased())", infraction.id, event)
        return progress.status
    }

    /// Adds a piece of evidence; the same id again changes nothing. Returns how many there are.
    func add(_ evidence: Evidence, to infractionID: String) throws -> Int {
        let row = try infractionRow(infractionID)
        try InfractionProgress(row).checkTakesEvidence()
        let inserted = try query(
            """
            INSERT INTO infraction_evidence (infraction_id, evidence_id, submitted_by, description)
            VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """, infractionID, evidence.evidenceID, evidence.submittedBy, evidence.description)
        if inserted.affected == 1 {
            try append("infraction.evidence_added", infractionID, InfractionEvent(row, reason: evidence.evidenceID))
        }
        let count = try query(
            "SELECT count(*) AS count FROM infraction_evidence WHERE infraction_id = $1", infractionID)
        return try count.first?.value("count") ?? 0
    }

    /// How the case stands, without a lock.
    func infractionStatus(_ id: String) throws -> InfractionStatus {
        guard let row = try query("SELECT status FROM infractions WHERE id = $1", id).first else {
            throw DirectoryError(.notFound, "there is no case \(id)")
        }
        return try row.value("status")
    }

    /// Where the case stands, locked.
    func infractionProgress(_ id: String) throws -> InfractionProgress { try InfractionProgress(infractionRow(id)) }

    private func infractionRow(_ id: String) throws -> PostgresRow {
        guard let row = try query("SELECT * FROM infractions WHERE id = $1 FOR UPDATE", id).first else {
            throw DirectoryError(.notFound, "there is no case \(id)")
        }
        return row
    }
}

extension InfractionProgress {
    fileprivate init(_ row: PostgresRow) throws(PostgresError) {
        self.init(status: try row.value("status"), result: try row.optional("result"))
    }
}

extension InfractionType: PostgresValue {}
extension InfractionStatus: PostgresValue {}
extension AnalysisResult: PostgresValue {}
