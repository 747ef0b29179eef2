// The activities of cases. Each may run more than once; each changes what it changes once.

import PostgreSQL
import TemporalCore
import TemporalWorkflow

/// Checks that a case may be made, before anything is written; changes nothing.
struct ValidateInfractionEligibilityActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws {
        try await store.read(.infraction(infraction.id)) { try $0.checkEligibility(of: infraction) }
    }
}

/// Writes the case down: it is `OPEN`.
struct CreateInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> InfractionStatus {
        try await store.change(.infraction(infraction.id)) { connection, effect in
            try connection.open(infraction, for: effect.workflowID)
        }
    }
}

/// Tells the central bank of the case.
struct NotifyBacenActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ notice: BacenNotice) async throws -> String {
        let infraction = notice.infraction
        let event = InfractionEvent(infraction, reason: notice.occasion.rawValue)
        return try await store.tell(infraction, notice.occasion.operation, "infraction.bacen_notified", event)
    }
}

/// What the central bank is told of a case.
struct BacenNotice: Codable, Sendable {
    enum Occasion: String, Codable, Sendable {
        case reported = "REPORTED"
        case escalated = "ESCALATED"
        case closed = "CLOSED"

        var operation: BridgeAPI.InfractionOperation {
            switch self {
            case .reported: .report
            case .escalated: .escalate
            case .closed: .close
            }
        }
    }

    var infraction: Infraction
    var occasion: Occasion
}

/// Tells the reported participant of the case.
struct NotifyReportedParticipantActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> String {
        let event = InfractionEvent(infraction)
        return try await store.tell(infraction, .notifyReported, "infraction.participant_notified", event)
    }
}

/// Begins the investigation: the case is `ACKNOWLEDGED`.
struct InvestigateInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> InfractionStatus {
        try await store.take(.acknowledge, with: infraction)
    }
}

/// Keeps a piece of evidence of a case.
struct AddEvidenceActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infractionID: String, _ evidence: Evidence) async throws -> Int {
        try await store.change(.infraction(infractionID)) { connection, _ in
            try connection.add(evidence, to: infractionID)
        }
    }
}

/// Hands a case that takes too long to somebody higher up: it is `ESCALATED`.
struct EscalateInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> InfractionStatus {
        try await store.take(.escalate, with: infraction)
    }
}

/// Decides that the rules were broken: the case is `CLOSED`, `AGREED`.
struct ResolveInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction, _ verdict: Verdict) async throws -> InfractionStatus {
        try await store.take(.close(.agreed), with: infraction, justification: verdict.justification)
    }
}

/// Decides that the rules were not broken: the case is `CLOSED`, `DISAGREED`.
struct DismissInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction, _ verdict: Verdict) async throws -> InfractionStatus {
        try await store.take(.close(.disagreed), with: infraction, justification: verdict.justification)
    }
}

/// How a case stands, for workflows of other systems.
struct GetInfractionStatusActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ infractionID: String) async throws -> InfractionStatus {
        try await store.status(of: .infraction(infractionID)) { try $0.infractionStatus(infractionID) }
    }
}

/// Something to tell of a case that is no change of its state.
struct InfractionNotice: Codable, Sendable {
    var infraction: Infraction
    /// What happened, such as `infraction.rejected`.
    var type: String
    var reason: String
}

/// Publishes an event of a case that changes nothing in the database.
struct PublishInfractionEventActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ notice: InfractionNotice) async throws -> String {
        try await store.change { connection, effect in
            let event = InfractionEvent(notice.infraction, reason: notice.reason)
            try connection.append(notice.type, notice.infraction.id, event)
            return effect.requestID
        }
    }
}

extension DirectoryStore {
    /// Takes `step` with the case; one that has taken it already is left as it is.
    fileprivate func take(
        _ step: InfractionStep, with infraction: Infraction, justification: String? = nil
    ) async throws -> InfractionStatus {
        try await change(.infraction(infraction.id)) { connection, _ in
            try connection.advance(infraction, step, justification: justification)
        }
    }

    /// Tells the central bank something of the case, and that it was told; returns the id of the request.
    fileprivate func tell(
        _ infraction: Infraction, _ operation: BridgeAPI.InfractionOperation, _ type: String, _ event: InfractionEvent
    ) async throws -> String {
        try await change(.infraction(infraction.id)) { connection in
            _ = try connection.infractionProgress(infraction.id)
        } request: { connection, effect -> BridgeAPI.SubmitInfractionRequest? in
            var request = infraction.request(operation, effect)
            request.analysisResult = try connection.infractionProgress(infraction.id).result?.rawValue ?? ""
            return request
        } body: { connection, effect in
            try connection.append(type, infraction.id, event)
            return effect.requestID
        }
    }
}

extension Infraction {
    fileprivate func request(
        _ operation: BridgeAPI.InfractionOperation, _ effect: EffectKey
    ) -> BridgeAPI.SubmitInfractionRequest {
        var request = BridgeAPI.SubmitInfractionRequest()
        request.requestID = effect.requestID
        request.operation = operation
        request.infractionID = id
        request.infractionType = type.rawValue
        request.reporter = reporter.rawValue
        request.reported = reported.rawValue
        request.details = details
        return request
    }
}
