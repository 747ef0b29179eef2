// Events: what happened to a claim, an entry or a case, written in the transaction in which it happens. Whoever publishes them reads
// those that are not marked, and marks what the broker has acknowledged. What must stay true: who appends an event has locked the
// row of its subject, so that a subject's positions are in the order in which things happened. Two subjects have no order: positions
// are given before transactions are committed.

import PostgreSQL
import TemporalCore

/// Something that happened, as consumers of the topic read it.
public struct Event: Sendable {
    /// Its place among the events of its subject, and its number among all.
    public let position: Int
    /// What consumers drop repeats by: a UUID.
    public let id: String
    /// What happened, such as `claim.confirmed`.
    public let type: String
    /// To what: the id of a claim, an entry, a case or a run.
    public let subject: String
    /// The particulars, a JSON object.
    public let data: String
    /// When.
    public let occurredAt: Timestamp

    init(_ row: PostgresRow) throws(PostgresError) {
        position = try row.value("position")
        id = try row.value("id")
        type = try row.value("type")
        subject = try row.value("subject")
        data = try row.value("data")
        occurredAt = try row.value("occurred_at")
    }
}

extension PostgresConnection {
    /// Says that `type` happened to `subject`, if this transaction is committed.
    func append(_ type: String, _ subject: String, _ data: some Encodable & Sendable) throws {
        try query(
            "INSERT INTO events (type, subject, data) VALUES ($1, $2, $3)", type, subject, JSONText.encode(data))
    }
}

extension PostgresPool {
    /// The first `limit` events that are not published, in the order of their positions.
    func unpublishedEvents(_ limit: Int) async throws -> [Event] {
        let rows = try await query(
            """
            SELECT position, id, type, subject, data, occurred_at FROM events
            WHERE published_at IS NULL ORDER BY position LIMIT $1
            """, limit)
        return try rows.map { try Event($0) }
    }

    /// Remembers that the broker has acknowledged the events at `positions`.
    func markPublished(_ positions: [Int]) async throws {
        try await query(
            "UPDATE events SET published_at = now() WHERE position = ANY($1::bigint[]) AND published_at IS NULL",
            positions)
    }
}

/// JSON as text, in the form that payloads have.
enum JSONText {
    static func encode(_ value: some Encodable & Sendable) throws -> String {
        try JSONValue(encoding: value).description
    }

    static func decode<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
        try JSONValue(parsing: text).decoded(as: type)
    }
}
