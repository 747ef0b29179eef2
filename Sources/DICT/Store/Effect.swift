// An effect that happens once, however often an activity runs: its row in `effects` is written in the transaction of what it
// changes, so that both are there or neither is. A later attempt finds the row, and answers with what it holds.

import COpenSSL
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
            if inserted.affected == 0, let result = try connection.result(of: effect, as: R.self) { return result }
            let result = try body(connection)
            try connection.query(
                "UPDATE effects SET result = $4 WHERE workflow_id = $1 AND run_id = $2 AND activity_id = $3",
                effect.workflowID, effect.runID, effect.activityID, JSONText.encode(result))
            return result
        }
    }
}

extension PostgresConnection {
    /// What the effect came to, if it has taken place.
    func result<R: Codable & Sendable>(of effect: EffectKey, as type: R.Type) throws -> R? {
        let known = try query(
            "SELECT result FROM effects WHERE workflow_id = $1 AND run_id = $2 AND activity_id = $3",
            effect.workflowID, effect.runID, effect.activityID)
        return try known.first.map { try JSONText.decode($0.value("result"), as: R.self) }
    }
}
