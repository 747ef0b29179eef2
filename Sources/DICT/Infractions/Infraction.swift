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
