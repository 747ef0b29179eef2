// What an investigation is told while it runs, and how it answers.

import TemporalCore

/// A piece of evidence, by signal or update.
public struct Evidence: Codable, Sendable, Hashable {
    /// What it is known by within its case: the same id again is the same piece.
    public var evidenceID: String
    /// Who submits it: the reporter or the reported participant.
    public var submittedBy: Participant
    /// What it shows: 1 to 4,000 characters.
    public var description: String

    /// A piece of evidence; its rules are checked where it is read.
    public init(evidenceID: String, submittedBy: Participant, description: String) {
        self.evidenceID = evidenceID
        self.submittedBy = submittedBy
        self.description = description
    }

    private enum CodingKeys: String, CodingKey {
        case evidenceID = "evidence_id"
        case submittedBy = "submitted_by"
        case description
    }

    /// Reads the piece.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        evidenceID = try container.text(.evidenceID, .identifier)
        submittedBy = try container.participant(.submittedBy)
        description = try container.text(.description, .words(4_000))
    }
}

/// What a case is decided with, by signal or update. All of it may be left out.
public struct Verdict: Codable, Sendable, Hashable {
    /// Who decides: the reported participant, which is also what nil means.
    public var participant: Participant?
    /// Why, 1 to 2,000 characters; nil says nothing.
    public var justification: String?

    /// A verdict; its rules are checked where it is read.
    public init(participant: Participant? = nil, justification: String? = nil) {
        self.participant = participant
        self.justification = justification
    }

    private enum CodingKeys: CodingKey {
        case participant
        case justification
    }

    /// Reads the verdict.
    ///
    /// - Throws: `DecodingError` where a value is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let hasParticipant = try container.contains(.participant) && !container.decodeNil(forKey: .participant)
        participant = hasParticipant ? try container.participant(.participant) : nil
        justification = try container.optionalText(.justification, .words(2_000))
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

/// What an investigation carries from one run to the next.
public struct InvestigationProgress: Codable, Sendable {
    var state: InfractionState
    /// When the case is escalated; nil where it was.
    var deadline: Timestamp?
}
