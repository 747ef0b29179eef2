// The activities of cases. Each may run more than once; each changes what it changes once.

import PostgreSQL
import TemporalCore
import TemporalWorkflow

/// Checks that a case may be made; changes nothing.
struct ValidateInfractionEligibilityActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws {
        try await store.read { try $0.checkEligibility(of: infraction) }
    }
}

/// Writes the case down: it is `OPEN`.
struct CreateInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> InfractionStatus {
        try await store.change(.infraction(infraction.id)) { connection, _ in try connection.open(infraction) }
    }
}

/// Reports the case to the central bank.
struct NotifyBacenActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ notice: BacenNotice) async throws -> String {
        let infraction = notice.infraction
        return try await store.change(.infraction(infraction.id)) { connection, effect in
            let operation: BridgeAPI.InfractionOperation =
                switch notice.occasion {
                case .reported: .report
                case .escalated: .escalate
                case .closed: .close
                }
            var request = infraction.request(operation, effect)
            request.analysisResult = try connection.infractionProgress(infraction.id).result?.rawValue ?? ""
            return request
        } tell: { bridge, request in
            try await bridge.submit(request)
        } body: { connection, effect in
            let event = InfractionEvent(infraction, reason: notice.occasion.rawValue)
            try connection.append("infraction.bacen_notified", infraction.id, event)
            return effect.requestID
        }
    }
}

/// What the central bank is told of a case.
struct BacenNotice: Codable, Sendable {
    enum Occasion: String, Codable, Sendable {
        case reported = "REPORTED"
        case escalated = "ESCALATED"
        case closed = "CLOSED"
    }

    var infraction: Infraction
    var occasion: Occasion
}

/// Tells the reported participant of the case.
struct NotifyReportedParticipantActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> String {
        try await store.change(.infraction(infraction.id)) { _, effect in
            infraction.request(.notifyReported, effect)
        } tell: { bridge, request in
            try await bridge.submit(request)
        } body: { connection, effect in
            try connection.append("infraction.participant_notified", infraction.id, InfractionEvent(infraction))
            return effect.requestID
        }
    }
}

/// Begins the investigation: the case is `ACKNOWLEDGED`.
struct InvestigateInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> InfractionStatus {
        try await store.change(.infraction(infraction.id)) { connection, _ in
            try connection.advance(infraction, .acknowledge)
        }
    }
}

/// Keeps a piece of evidence.
struct AddEvidenceActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction, _ evidence: Evidence) async throws -> Int {
        try await store.change(.infraction(infraction.id)) { connection, _ in
            try connection.add(evidence, to: infraction)
        }
    }
}

/// Hands a case that takes too long to somebody higher up: it is `ESCALATED`.
struct EscalateInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction) async throws -> InfractionStatus {
        try await store.change(.infraction(infraction.id)) { connection, _ in
            try connection.advance(infraction, .escalate)
        }
    }
}

/// Decides that the rules were broken: the case is `CLOSED`, `AGREED`.
struct ResolveInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction, _ verdict: Verdict) async throws -> InfractionStatus {
        try await store.change(.infraction(infraction.id)) { connection, _ in
            try connection.advance(infraction, .close(.agreed), justification: verdict.justification)
        }
    }
}

/// Decides that the rules were not broken: the case is `CLOSED`, `DISAGREED`.
struct DismissInfractionActivity: DirectoryActivity {
    static var options: ActivityOptions { .patient() }
    let store: DirectoryStore

    func run(_ infraction: Infraction, _ verdict: Verdict) async throws -> InfractionStatus {
        try await store.change(.infraction(infraction.id)) { connection, _ in
            try connection.advance(infraction, .close(.disagreed), justification: verdict.justification)
        }
    }
}

/// How a case stands.
struct GetInfractionStatusActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(10))
    let store: DirectoryStore

    func run(_ infractionID: String) async throws -> InfractionStatus {
        try await store.status(of: .infraction(infractionID)) {
            try $0.infractionProgress(infractionID).status
        }
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
