// The verification in the database: entries as the central bank lists them are put beside ours, and the database compares the two,
// some thousand keys a transaction, so that neither the worker's memory nor a statement's time grows with their number. What changed
// here after the verification began, or is on its way to the central bank, is left out: it will be verified the next time.

import PostgreSQL
import TemporalCore

extension PostgresConnection {
    /// Begins the report, or does nothing where it has begun.
    func beginReport(_ id: String) throws {
        try query("INSERT INTO vsync_reports (id) VALUES ($1) ON CONFLICT DO NOTHING", id)
    }

    /// The sum of the content identifiers of the active entries of a type, of 100,000 of them with keys beyond `after`; and the last
    /// key that is in it, nil where there was none.
    func checksum(of type: KeyType, after: String) throws -> (sum: ContentIdentifier, last: String?) {
        let row = try query(
            """
            SELECT bit_xor(('x' || encode(cid, 'hex'))::bit(256))::text AS bits, max(key) AS last FROM (
                SELECT key, cid FROM entries WHERE key_type = $1 AND status = 'ACTIVE' AND key > $2
                ORDER BY key LIMIT 100000) AS part
            """, type, after
        ).first
        let sum = try row?.optional("bits", as: String.self).flatMap { ContentIdentifier(binary: $0) }
        return (sum ?? .zero, try row?.optional("last"))
    }

    /// Puts a page of the central bank's entries beside ours; a page that was put there before changes nothing. Of a key that is
    /// listed twice the later counts.
    func stage(_ entries: [BridgeAPI.ListedEntry], _ type: KeyType, _ reportID: String) throws {
        let cids = entries.map { "\\x" + $0.cid.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        try query(
            """
            INSERT INTO vsync_entries (report_id, key_type, key, cid)
            SELECT DISTINCT ON (key) $1, $2, key, cid
            FROM unnest($3::text[], $4::bytea[]) WITH ORDINALITY AS listed (key, cid, place) ORDER BY key, place DESC
            ON CONFLICT (report_id, key_type, key) DO UPDATE SET cid = excluded.cid
            """, reportID, type, entries.map(\.key), cids)
    }

    /// Compares the next `limit` keys of a type, keeps the differences, and lets go of what was fetched of them. Returns whether
    /// there may be more.
    func compareNext(_ limit: Int, _ type: KeyType, _ reportID: String) throws -> Bool {
        try query(
            "INSERT INTO vsync_comparisons (report_id, key_type) VALUES ($1, $2) ON CONFLICT DO NOTHING", reportID, type
        )
        // An attempt that was taken for dead, and is not, takes turns with the next one.
        let known = try query(
            "SELECT compared_to, is_done FROM vsync_comparisons WHERE report_id = $1 AND key_type = $2 FOR UPDATE",
            reportID, type
        ).first
        guard let known, try !known.value("is_done", as: Bool.self) else { return false }
        let first: String = try known.value("compared_to")
        let bound = try query(
            """
            SELECT max(key) AS last FROM (SELECT key FROM (
                (SELECT key FROM vsync_entries WHERE report_id = $1 AND key_type = $2 AND key > $3
                    ORDER BY key LIMIT $4)
                UNION ALL
                (SELECT key FROM entries WHERE key_type = $2 AND status = 'ACTIVE' AND key > $3 ORDER BY key LIMIT $4)
            ) AS next ORDER BY key LIMIT $4) AS part
            """, reportID, type, first, limit
        ).first
        guard let last = try bound?.optional("last", as: String.self) else {
            try query(
                "UPDATE vsync_comparisons SET is_done = true WHERE report_id = $1 AND key_type = $2", reportID, type)
            return false
        }
        try keepDifferences(type, reportID, after: first, to: last)
        try query(
            "DELETE FROM vsync_entries WHERE report_id = $1 AND key_type = $2 AND key > $3 AND key <= $4", reportID,
            type, first, last)
        try query(
            "UPDATE vsync_comparisons SET compared_to = $3 WHERE report_id = $1 AND key_type = $2", reportID, type, last
        )
        return true
    }

    /// Keeps what differs among the keys after `first` up to `last`. What changed here since the verification began is left out, and
    /// what the central bank is being told of; what nobody has tried to tell for ten minutes was given up, and may well differ.
    private func keepDifferences(_ type: KeyType, _ reportID: String, after first: String, to last: String) throws {
        try query(
            """
            INSERT INTO vsync_differences (report_id, key_type, key, kind)
            SELECT $1, $2, key, CASE WHEN ours.cid IS NULL THEN 'MISSING' WHEN theirs.cid IS NULL THEN 'EXTRA'
                ELSE 'CHANGED' END
            FROM (SELECT key, cid FROM vsync_entries
                WHERE report_id = $1 AND key_type = $2 AND key > $3 AND key <= $4) AS theirs
            FULL JOIN (SELECT key, cid FROM entries
                WHERE key_type = $2 AND status = 'ACTIVE' AND key > $3 AND key <= $4) AS ours USING (key)
            WHERE ours.cid IS DISTINCT FROM theirs.cid AND NOT EXISTS (
                SELECT FROM entries AS recent
                WHERE recent.key_type = $2 AND recent.key > $3 AND recent.key <= $4
                    AND recent.key = coalesce(ours.key, theirs.key)
                    AND (recent.status = 'PENDING'
                        OR recent.updated_at >= (SELECT started_at FROM vsync_reports WHERE id = $1)
                        OR EXISTS (SELECT FROM effects WHERE result IS NULL AND at > now() - interval '10 minutes'
                            AND subject IN ('entry:' || recent.id, (SELECT 'claim:' || claims.id FROM claims
                                WHERE entry_id = recent.id AND claims.status NOT IN ('CANCELLED', 'COMPLETED'))))))
            """, reportID, type, first, last)
    }

    /// What the comparison of a type came to.
    func differences(_ type: KeyType, _ reportID: String) throws -> VSyncResult {
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
