// The tables. Entries, claims and infractions hold what is true now; `events` is what happened, in order: journal and outbox in
// one, so that nothing happens without its event and no event tells of what did not happen. `effects` remembers what each
// activity came to, so that its next attempt changes nothing.

import PostgreSQL

/// The versions of the directory's schema.
public enum Schema {
    /// Every step, in order.
    public static let migrations = [
        Migration(version: 1, name: "directory", sql: directory),
        Migration(version: 2, name: "who made what, and what is under way", sql: ownership),
        Migration(version: 3, name: "verification", sql: verification),
    ]

    /// Rows know the workflow that made them, for only that one takes them further; an effect without a result is under way.
    private static let ownership = """
        ALTER TABLE entries ADD COLUMN workflow_id text;
        ALTER TABLE claims ADD COLUMN workflow_id text;
        ALTER TABLE infractions ADD COLUMN workflow_id text;
        ALTER TABLE effects ADD COLUMN subject text;
        CREATE INDEX effects_under_way ON effects (subject) WHERE result IS NULL;
        """

    private static let directory = """
        CREATE TABLE entries (
            id text PRIMARY KEY,
            key_type text NOT NULL,
            key text NOT NULL,
            participant text NOT NULL,
            branch text,
            account_number text NOT NULL,
            account_type text NOT NULL,
            tax_id text NOT NULL,
            owner_name text NOT NULL,
            trade_name text,
            status text NOT NULL CHECK (status IN ('PENDING', 'ACTIVE', 'INACTIVE', 'DELETED')),
            request_id uuid NOT NULL,
            cid bytea NOT NULL CHECK (length(cid) = 32),
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE UNIQUE INDEX entries_one_per_key ON entries (key) WHERE status IN ('PENDING', 'ACTIVE');
        CREATE INDEX entries_of_account ON entries (participant, account_number) WHERE status IN ('PENDING', 'ACTIVE');
        CREATE INDEX entries_to_sync ON entries (key_type, key) WHERE status = 'ACTIVE';

        CREATE TABLE claims (
            id text PRIMARY KEY,
            type text NOT NULL,
            entry_id text NOT NULL REFERENCES entries,
            claimer text NOT NULL,
            donor text NOT NULL,
            claimer_branch text,
            claimer_account_number text,
            claimer_account_type text,
            claimer_tax_id text,
            claimer_name text,
            claimer_trade_name text,
            status text NOT NULL
                CHECK (status IN ('OPEN', 'WAITING_RESOLUTION', 'CONFIRMED', 'CANCELLED', 'COMPLETED')),
            reason text,
            resolved_by text,
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE UNIQUE INDEX claims_one_per_entry ON claims (entry_id) WHERE status NOT IN ('CANCELLED', 'COMPLETED');
        CREATE INDEX claims_of_entry ON claims (entry_id);

        CREATE TABLE infractions (
            id text PRIMARY KEY,
            type text NOT NULL,
            reporter text NOT NULL,
            reported text NOT NULL,
            transaction_id text NOT NULL,
            details text NOT NULL,
            status text NOT NULL CHECK (status IN ('OPEN', 'ACKNOWLEDGED', 'ESCALATED', 'CLOSED')),
            result text CHECK (result IN ('AGREED', 'DISAGREED')),
            justification text,
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE UNIQUE INDEX infractions_one_per_transaction ON infractions (transaction_id, type)
            WHERE status <> 'CLOSED';

        CREATE TABLE infraction_evidence (
            infraction_id text NOT NULL REFERENCES infractions,
            evidence_id text NOT NULL,
            submitted_by text NOT NULL,
            description text NOT NULL,
            at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (infraction_id, evidence_id)
        );

        CREATE TABLE vsync_reports (
            id text PRIMARY KEY,
            status text,
            results jsonb,
            started_at timestamptz NOT NULL DEFAULT now(),
            finished_at timestamptz
        );

        CREATE TABLE vsync_entries (
            report_id text NOT NULL,
            key_type text NOT NULL,
            key text NOT NULL,
            cid bytea NOT NULL,
            PRIMARY KEY (report_id, key_type, key)
        );

        CREATE TABLE vsync_differences (
            report_id text NOT NULL REFERENCES vsync_reports,
            key_type text NOT NULL,
            key text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('MISSING', 'EXTRA', 'CHANGED')),
            PRIMARY KEY (report_id, key_type, key)
        );

        CREATE TABLE events (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
            type text NOT NULL,
            subject text NOT NULL,
            data jsonb NOT NULL,
            occurred_at timestamptz NOT NULL DEFAULT now(),
            published_at timestamptz
        );
        CREATE INDEX events_to_publish ON events (position) WHERE published_at IS NULL;
        CREATE INDEX events_of_subject ON events (subject, position);

        CREATE TABLE relay_lease (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            holder text NOT NULL,
            expires_at timestamptz NOT NULL
        );

        CREATE TABLE effects (
            workflow_id text NOT NULL,
            run_id text NOT NULL,
            activity_id text NOT NULL,
            result jsonb,
            at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (workflow_id, run_id, activity_id)
        );
        CREATE INDEX effects_by_age ON effects (at);
        """
}
