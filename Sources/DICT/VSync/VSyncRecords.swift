// The verification in the database: entries as the central bank lists them are put beside ours, and the database compares the two,
// so that the worker's memory holds a page and never more. What changed here after the verification began is left out: it will
// be verified the next time.

import PostgreSQL
import TemporalCore

extension PostgresConnection {
    /// Begins the report, or does nothing where it has begun.
    func beginReport(_ id: String) throws {
        try query("INSERT INTO vsync_reports (id) VALUES ($1) ON CONFLICT DO NOTHING", id)
    }

    /// The sum of the content identifiers of all active entries of a type.
    func checksum(of type: KeyType) throws -> ContentIdentifier {
        let row = try query(
            """
            SELECT bit_xor(('x' || encode(cid, 'hex'))::bit(256))::text AS bits FROM entries
            WHERE key_type = $1 AND status = 'ACTIVE'
            """, type
        ).first
        return try row?.optional("bits", as: String.self).flatMap { ContentIdentifier(binary: $0) } ?? .zero
    }

    /// Puts a page of the central bank's entries beside ours; a page that was put there before changes nothing.
    func stage(_ entries: [BridgeAPI.ListedEntry], _ type: KeyType, _ reportID: String) throws {
        let cids = entries.map { "\\x" + $0.cid.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        try query(
            """
            INSERT INTO vsync_entries (report_id, key_type, key, cid)
            SELECT $1, $2, key, cid FROM unnest($3::text[], $4::bytea[]) AS listed (key, cid)
            ON CONFLICT (report_id, key_type, key) DO UPDATE SET cid = excluded.cid
            """, reportID, type, entries.map(\.key), cids)
    }

    /// Compares the entries of a type, and keeps the differences.
    func compare(_ type: KeyType, _ reportID: String) throws -> VSyncResult {
        try query("DELETE FROM vsync_differences WHERE report_id = $1 AND key_type = $2", reportID, type)
        try query(
            """
            INSERT INTO vsync_differences (report_id, key_type, key, kind)
            SELECT $1, $2, key, CASE WHEN ours.cid IS NULL THEN 'MISSING' WHEN theirs.cid IS NULL THEN 'EXTRA'
                ELSE 'CHANGED' END
            FROM (SELECT key, cid FROM vsync_entries WHERE report_id = $1 AND key_type = $2) AS theirs
            FULL JOIN (SELECT key, cid FROM entries WHERE key_type = $2 AND status = 'ACTIVE') AS ours USING (key)
            WHERE ours.cid IS DISTINCT FROM theirs.cid AND NOT EXISTS (
                SELECT FROM entries AS recent WHERE recent.key_type = $2 AND recent.key = coalesce(ours.key, theirs.key)
                    AND recent.updated_at >= (SELECT started_at FROM vsync_reports WHERE id = $1))
            """, reportID, type)
        try query("DELETE FROM vsync_entries WHERE report_id = $1 AND key_type = $2", reportID, type)
        let counts = try query(
            "SELECT kind, count(*) AS count FROM vsync_differences WHERE report_id = $1 AND key_type = $2 GROUP BY kind",
            reportID, type)
        var result = VSyncResult(keyType: type, isInSync: false, missing: 0, extra: 0, changed: 0)
        for row in counts {
            let count = try row.value("count", as: Int.self)
            switch try row.value("kind", as: String.self) {
            case "MISSING": result.missing = count
            case "EXTRA": result.extra = count
            default: result.changed = count
            }
        }
        return result
    }

    /// Ends the report and announces it.
    func endReport(_ report: VSyncReport) throws {
        try query(
            "UPDATE vsync_reports SET status = $2, results = $3, finished_at = now() WHERE id = $1", report.reportID,
            report.status, JSONText.encode(report.results))
        // What a verification that never came to its end had fetched.
        try query(
            """
            DELETE FROM vsync_entries WHERE report_id IN (
                SELECT id FROM vsync_reports WHERE started_at < now() - interval '7 days')
            """)
        try append("vsync.completed", report.reportID, report)
    }
}

extension ContentIdentifier {
    /// The identifier that 256 binary digits write; nil where they do not.
    init?(binary text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 256 else { return nil }
        let nibbles = stride(from: 0, to: 256, by: 4).map { place in
            UInt8(String(decoding: digits[place..<(place + 4)], as: UTF8.self), radix: 2).map { String($0, radix: 16) }
        }
        self.init(hexadecimal: nibbles.compactMap { $0 }.joined())
    }

    /// The identifier whose 32 bytes these are; nil where they are not 32.
    init?(_ bytes: Bytes) {
        guard bytes.count == 32 else { return nil }
        self.init(hexadecimal: bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
