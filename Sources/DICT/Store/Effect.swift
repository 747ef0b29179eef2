// An effect that happens once, however often an activity runs: its row in `effects` gets its result in the transaction of what it
// changes, so that both are there or neither is. A later attempt finds the result, and answers with it.
//
// What is told to the central bank cannot be taken back, so it is decided once: the row is written without a result where it is
// allowed, before the central bank is told, and from then on no other workflow changes what it is about. Later attempts find the
// row, and go on without asking whether it is allowed.

import CTemporalOpenSSL
import PostgreSQL
import TemporalCore
import TemporalWorker

/// What an activity's effect is known by: the activity of one workflow run.
public struct EffectKey: Sendable, Hashable {
    /// The workflow's id.
    public let workflowID: String
    /// The run's id: ids of activities begin anew in each run.
    public let runID: String
    /// The activity's id, the same in all its attempts.
    public let activityID: String

    /// The effect of the activity that this code belongs to.
    ///
    /// - Throws: `ApplicationFailure` where it belongs to none.
    static func current() throws -> EffectKey {
        guard let info = ActivityContext.current?.info else {
            throw ApplicationFailure("this runs only in an activity", type: "NotInActivity", nonRetryable: true)
        }
        return EffectKey(workflowID: info.workflowID, runID: info.workflowRunID, activityID: info.activityID)
    }

    /// A UUID that every attempt of the activity has, and no other activity: what the bridge tells repeated requests by. It is a
    /// UUID of version 8 (RFC 9562, made from a SHA-256 digest).
    public var requestID: String {
        let text = Array("\(workflowID)\n\(runID)\n\(activityID)".utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256(text, text.count, &digest)
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        let digits = digest.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}

/// How far an effect has come.
enum EffectState<Value: Sendable>: Sendable {
    case unknown
    /// It is allowed; the central bank may have been told.
    case underWay
    case done(Value)
}

extension PostgresPool {
    /// Runs `body` in a transaction that takes effect once for `effect`; where it has done so already, returns what it came to then.
    ///
    /// - Throws: what `body` throws, and then nothing has changed; `PostgresError`.
    func once<R: Codable & Sendable>(
        _ effect: EffectKey, _ body: @Sendable (isolated PostgresConnection) throws -> R
    ) async throws -> R {
        try await transaction { connection in
            // Another attempt at the same time waits here until the first has committed or failed.
            let inserted = try connection.query(
                """
                INSERT INTO effects (workflow_id, run_id, activity_id) VALUES ($1, $2, $3)
                ON CONFLICT DO NOTHING
                """, effect.workflowID, effect.runID, effect.activityID)
            if inserted.affected == 0, case .done(let result) = try connection.state(of: effect, as: R.self) {
                return result
            }
            let result = try body(connection)
            try connection.query(
                "UPDATE effects SET result = $4 WHERE workflow_id = $1 AND run_id = $2 AND activity_id = $3",
                effect.workflowID, effect.runID, effect.activityID, JSONText.encode(result))
            return result
        }
    }

    /// Forgets that the effect was allowed: the central bank declined it.
    func abandon(_ effect: EffectKey) async throws {
        try await query(
            """
            DELETE FROM effects WHERE workflow_id = $1 AND run_id = $2 AND activity_id = $3 AND result IS NULL
            """, effect.workflowID, effect.runID, effect.activityID)
    }
}

extension PostgresConnection {
    /// How far the effect has come; its row is locked.
    func state<R: Codable & Sendable>(of effect: EffectKey, as type: R.Type) throws -> EffectState<R> {
        let known = try query(
            "SELECT result FROM effects WHERE workflow_id = $1 AND run_id = $2 AND activity_id = $3 FOR UPDATE",
            effect.workflowID, effect.runID, effect.activityID)
        guard let row = known.first else { return .unknown }
        guard let result = try row.optional("result", as: String.self) else { return .underWay }
        return .done(try JSONText.decode(result, as: R.self))
    }

    /// Notes that the effect is allowed and under way, or still is.
    func begin(_ effect: EffectKey, on subject: Subject) throws {
        try query(
            """
            INSERT INTO effects (workflow_id, run_id, activity_id, subject) VALUES ($1, $2, $3, $4)
            ON CONFLICT (workflow_id, run_id, activity_id) DO UPDATE SET at = now()
            """, effect.workflowID, effect.runID, effect.activityID, subject.name)
    }

    /// Checks that no other workflow is changing `subject` at the central bank. The caller has locked what it is about.
    ///
    /// An effect that nobody has tried for ten minutes, though attempts follow one another within one, was given up with its
    /// workflow.
    ///
    /// - Throws: an `ApplicationFailure` that is tried again.
    func checkNothingElse(changes subject: Subject, but effect: EffectKey) throws {
        let others = try query(
            """
            SELECT FROM effects WHERE subject = $1 AND result IS NULL AND workflow_id <> $2
                AND at > now() - interval '10 minutes' LIMIT 1
            """, subject.name, effect.workflowID)
        if others.isEmpty { return }
        throw ApplicationFailure(
            "another request about \(subject.name) is under way", type: "RequestUnderWay", nextRetryDelay: .seconds(1))
    }
}
