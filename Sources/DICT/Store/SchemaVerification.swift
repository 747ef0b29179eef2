// What verifications of many entries need: how far each comparison has come, and all entries by key, whatever their status.

extension Schema {
    static let verification = """
        CREATE TABLE vsync_comparisons (
            report_id text NOT NULL REFERENCES vsync_reports ON DELETE CASCADE,
            key_type text NOT NULL,
            compared_to text NOT NULL DEFAULT '',
            is_done boolean NOT NULL DEFAULT false,
            PRIMARY KEY (report_id, key_type)
        );

        CREATE INDEX entries_by_key ON entries (key_type, key);
        DROP INDEX entries_to_sync;
        """
}
