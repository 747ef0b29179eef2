// A case: one participant reports that another's customer broke the rules. Its states are those of the DICT API, and one more for
// a case that takes too long:
//
//   OPEN ──the reported participant is told──▶ ACKNOWLEDGED ──too long──▶ ESCALATED
//     └────────────────────────────────────────────┴─── resolved or dismissed ──┴──▶ CLOSED (AGREED or DISAGREED)

/// What somebody is reported for.
public enum InfractionType: String, Codable, Sendable, Hashable, CaseIterable {
    /// A payment that its payer was deceived into.
    case fraud = "FRAUD"
    /// A payment that is to be given back.
    case refundRequest = "REFUND_REQUEST"
    /// A refund that ought not to have been.
    case refundCancelled = "REFUND_CANCELLED"
}

/// How a case stands.
public enum InfractionStatus: String, Codable, Sendable, Hashable, CaseIterable {
    /// It was reported.
    case open = "OPEN"
    /// The reported participant knows of it and looks into it.
    case acknowledged = "ACKNOWLEDGED"
    /// It took too long, and somebody higher up has it.
    case escalated = "ESCALATED"
    /// It is decided.
    case closed = "CLOSED"
}

/// What a closed case came to.
public enum AnalysisResult: String, Codable, Sendable, Hashable, CaseIterable {
    /// The rules were broken.
    case agreed = "AGREED"
    /// They were not.
    case disagreed = "DISAGREED"
}

/// A case: what an ``InvestigateInfractionWorkflow`` is started with.
public struct Infraction: Codable, Sendable, Hashable {
    /// The case's id, which is new.
    public var id: String
    /// What is reported.
    public var type: InfractionType
    /// Who reports.
    public var reporter: Participant
    /// Who is reported: somebody else.
    public var reported: Participant
    /// The payment that it is about: its end-to-end id.
    public var transactionID: String
    /// What happened, in the reporter's words: 1 to 2,000 characters.
    public var details: String
    /// After how many days the case is escalated, 1 to 90; where it is left out, 7.
    public var escalateAfterDays: Int

    /// A case; its rules are checked where it is read.
    public init(
        id: String, type: InfractionType, reporter: Participant, reported: Participant, transactionID: String,
        details: String, escalateAfterDays: Int = 7
    ) {
        self.id = id
        self.type = type
        self.reporter = reporter
        self.reported = reported
        self.transactionID = transactionID
        self.details = details
        self.escalateAfterDays = escalateAfterDays
    }

    private enum CodingKeys: String, CodingKey {
        case id = "infraction_id"
        case type = "infraction_type"
        case reporter = "reporter_ispb"
        case reported = "reported_ispb"
        case transactionID = "transaction_id"
        case details
        case escalateAfterDays = "escalate_after_days"
    }

    /// Reads the case.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.text(.id, .identifier)
        type = try container.named(.type)
        reporter = try container.participant(.reporter)
        reported = try container.participant(.reported)
        if reported == reporter { throw container.expected(.reported, "another participant than the reporter") }
        transactionID = try container.text(.transactionID, .identifier)
        details = try container.text(.details, .words(2_000))
        escalateAfterDays = try container.decodeIfPresent(Int.self, forKey: .escalateAfterDays) ?? 7
        guard (1...90).contains(escalateAfterDays) else { throw container.expected(.escalateAfterDays, "1 to 90") }
    }
}

/// What can happen to a case.
public enum InfractionStep: Sendable, Hashable {
    /// The reported participant was told.
    case acknowledge
    /// It takes too long.
    case escalate
    /// It is decided.
    case close(AnalysisResult)
}

/// Where a case stands: a value that steps are applied to.
public struct InfractionProgress: Sendable, Hashable {
    /// How it stands.
    public private(set) var status: InfractionStatus
    /// What it came to, once it is closed.
    public private(set) var result: AnalysisResult?

    /// A case that stands so.
    public init(status: InfractionStatus = .open, result: AnalysisResult? = nil) {
        self.status = status
        self.result = result
    }

    /// Applies `step`; one that has led to where the case stands already changes nothing, so that it may be told twice.
    ///
    /// - Throws: ``DirectoryError`` (`InfractionReportOperationInvalid`) where the state does not allow it.
    public mutating func apply(_ step: InfractionStep) throws(DirectoryError) {
        switch (step, status) {
        case (.acknowledge, .open): status = .acknowledged
        case (.escalate, .open), (.escalate, .acknowledged): status = .escalated
        // The reported participant may be told after the case was escalated.
        case (.acknowledge, .acknowledged), (.acknowledge, .escalated), (.escalate, .escalated): break
        case (.close(let result), .closed) where result == self.result: break
        case (_, .closed):
            throw DirectoryError(.infractionReportOperationInvalid, "the case is closed: nothing more can happen to it")
        case (.close(let result), _):
            status = .closed
            self.result = result
        }
    }

    /// Checks that the case takes evidence.
    ///
    /// - Throws: ``DirectoryError`` (`InfractionReportOperationInvalid`) where it is closed.
    public func checkTakesEvidence() throws(DirectoryError) {
        if status == .closed {
            throw DirectoryError(
                .infractionReportOperationInvalid, "the case is closed: evidence needs a case of its own")
        }
    }
}
