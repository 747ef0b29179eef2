// What an investigation is started with, and what it is told while it runs.

/// The input of an ``InvestigateInfractionWorkflow``.
public struct InfractionInput: Codable, Sendable {
    /// The case's id, which is new.
    public var infractionID: String
    /// `FRAUD`, `REFUND_REQUEST` or `REFUND_CANCELLED`.
    public var infractionType: String
    /// The ISPB of who reports.
    public var reporterISPB: String
    /// The ISPB of who is reported.
    public var reportedISPB: String
    /// The payment that it is about: its end-to-end id.
    public var transactionID: String
    /// What happened, in the reporter's words: 1 to 2,000 characters.
    public var details: String
    /// After how many days the case is escalated, 1 to 90; nil is 7.
    public var escalateAfterDays: Int?

    /// A case.
    public init(
        infractionID: String, infractionType: String, reporterISPB: String, reportedISPB: String,
        transactionID: String, details: String, escalateAfterDays: Int? = nil
    ) {
        self.infractionID = infractionID
        self.infractionType = infractionType
        self.reporterISPB = reporterISPB
        self.reportedISPB = reportedISPB
        self.transactionID = transactionID
        self.details = details
        self.escalateAfterDays = escalateAfterDays
    }

    private enum CodingKeys: String, CodingKey {
        case infractionID = "infraction_id"
        case infractionType = "infraction_type"
        case reporterISPB = "reporter_ispb"
        case reportedISPB = "reported_ispb"
        case transactionID = "transaction_id"
        case details
        case escalateAfterDays = "escalate_after_days"
    }
}

/// A case whose values are what they must be.
public struct Infraction: Codable, Sendable, Hashable {
    /// The case's id.
    public let id: String
    /// What is reported.
    public let type: InfractionType
    /// Who reports.
    public let reporter: Participant
    /// Who is reported.
    public let reported: Participant
    /// The payment that it is about.
    public let transactionID: String
    /// What happened.
    public let details: String
    /// After how many days the case is escalated.
    public let escalateAfterDays: Int

    /// The case that `input` describes.
    ///
    /// - Throws: ``DirectoryError`` (`InfractionReportInvalid`) where a value is none.
    public init(_ input: InfractionInput) throws(DirectoryError) {
        func invalid(_ what: String, _ expected: String) -> DirectoryError {
            DirectoryError(.infractionReportInvalid, "\(what): expected \(expected)")
        }
        guard Identifier.isValid(input.infractionID) else { throw invalid("infraction_id", Identifier.rule) }
        guard let type = InfractionType(rawValue: input.infractionType) else {
            throw invalid("infraction_type", "FRAUD, REFUND_REQUEST or REFUND_CANCELLED")
        }
        guard let reporter = Participant(rawValue: input.reporterISPB) else {
            throw invalid("reporter_ispb", "the eight characters of an ISPB")
        }
        guard let reported = Participant(rawValue: input.reportedISPB), reported != reporter else {
            throw invalid("reported_ispb", "the eight characters of another participant's ISPB")
        }
        guard Identifier.isValid(input.transactionID) else { throw invalid("transaction_id", Identifier.rule) }
        guard (1...2_000).contains(input.details.count) else { throw invalid("details", "1 to 2,000 characters") }
        let days = input.escalateAfterDays ?? 7
        guard (1...90).contains(days) else { throw invalid("escalate_after_days", "1 to 90") }
        id = input.infractionID
        self.type = type
        self.reporter = reporter
        self.reported = reported
        transactionID = input.transactionID
        details = input.details
        escalateAfterDays = days
    }
}

/// A piece of evidence, by signal or update.
public struct Evidence: Codable, Sendable, Hashable {
    /// What it is known by within its case: the same id again is the same piece.
    public var evidenceID: String
    /// The ISPB of who submits it.
    public var submittedBy: String
    /// What it shows: 1 to 4,000 characters.
    public var description: String

    /// A piece of evidence.
    public init(evidenceID: String, submittedBy: String, description: String) {
        self.evidenceID = evidenceID
        self.submittedBy = submittedBy
        self.description = description
    }

    private enum CodingKeys: String, CodingKey {
        case evidenceID = "evidence_id"
        case submittedBy = "submitted_by"
        case description
    }

    func check(for infraction: Infraction) throws(DirectoryError) {
        guard Identifier.isValid(evidenceID), (1...4_000).contains(description.count) else {
            throw DirectoryError(
                .infractionReportInvalid,
                "evidence: expected an evidence_id of \(Identifier.rule), and a description of 1 to 4,000 characters")
        }
        guard submittedBy == infraction.reporter.rawValue || submittedBy == infraction.reported.rawValue else {
            throw DirectoryError(.forbidden, "only the reporter and the reported participant submit evidence")
        }
    }
}

/// What a case is decided with, by signal or update.
public struct Verdict: Codable, Sendable, Hashable {
    /// Why, 1 to 2,000 characters; nil says nothing.
    public var justification: String?

    /// A verdict.
    public init(justification: String? = nil) {
        self.justification = justification
    }
}

/// How a case stands, as the query `status` and the workflow's result tell it.
public struct InfractionState: Codable, Sendable, Hashable {
    /// The case; empty before its input was read.
    public var infractionID: String
    /// How it stands; nil before it was made.
    public var status: InfractionStatus?
    /// What it came to.
    public var result: AnalysisResult?
    /// How many pieces of evidence there are.
    public var evidence = 0

    private enum CodingKeys: String, CodingKey {
        case infractionID = "infraction_id"
        case status
        case result = "analysis_result"
        case evidence
    }
}
