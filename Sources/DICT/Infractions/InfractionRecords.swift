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
                .infractionReportAlreadyExists,
                "case \(try other.value("id", as: String.self)) is about the same payment and is not closed")
        }
    }

    /// Makes the case; one that was made already, and is the same, is left as it is.
    func open(_ infraction: Infraction) throws -> InfractionStatus {
        // Two reports of one payment that come at once: the second waits here.
        try query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", infraction.transactionID)
        try checkEligibility(of: infraction)
        let inserted = try query(
            """
            INSERT INTO infractions (id, type, reporter, reported, transaction_id, details, status)
            VALUES ($1, $2, $3, $4, $5, $6, 'OPEN') ON CONFLICT (id) DO NOTHING
            """, infraction.id, infraction.type, infraction.reporter, infraction.reported, infraction.transactionID,
            infraction.details)
        if inserted.affected == 1 {
            try append("infraction.opened", infraction.id, InfractionEvent(infraction, status: .open))
            return .open
        }
        let same = try query(
            "SELECT status FROM infractions WHERE id = $1 AND transaction_id = $2 AND type = $3 AND status <> 'CLOSED'",
            infraction.id, infraction.transactionID, infraction.type)
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
    func add(_ evidence: Evidence, to infraction: Infraction) throws -> Int {
        try infractionProgress(infraction.id).checkTakesEvidence()
        let inserted = try query(
            """
            INSERT INTO infraction_evidence (infraction_id, evidence_id, submitted_by, description)
            VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """, infraction.id, evidence.evidenceID, evidence.submittedBy, evidence.description)
        if inserted.affected == 1 {
            let event = InfractionEvent(infraction, reason: evidence.evidenceID)
            try append("infraction.evidence_added", infraction.id, event)
        }
        let count = try query(
            "SELECT count(*) AS count FROM infraction_evidence WHERE infraction_id = $1", infraction.id)
        return try count.first?.value("count") ?? 0
    }

    /// Where the case stands, locked.
    func infractionProgress(_ id: String) throws -> InfractionProgress {
        guard let row = try query("SELECT status, result FROM infractions WHERE id = $1 FOR UPDATE", id).first else {
            throw DirectoryError(.infractionReportNotFound, "there is no case \(id)")
        }
        return InfractionProgress(status: try row.value("status"), result: try row.optional("result"))
    }
}

extension InfractionType: PostgresValue {}
extension InfractionStatus: PostgresValue {}
extension AnalysisResult: PostgresValue {}
