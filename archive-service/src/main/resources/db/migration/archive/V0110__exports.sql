-- What an officer asked to take out of the archive, and what became of it. No names, no words.
CREATE TABLE archive_export (
    export_id uuid PRIMARY KEY,
    grant_id uuid NOT NULL,
    requester_id uuid NOT NULL,
    purpose text NOT NULL,
    case_ref text NOT NULL,
    format text NOT NULL,
    scope_persons uuid[] NOT NULL,
    scope_conversations uuid[] NOT NULL,
    scope_from timestamptz NOT NULL,
    scope_to timestamptz NOT NULL,
    requested_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('REQUESTED', 'APPROVED', 'REFUSED', 'BUILDING', 'READY', 'FAILED')),
    decided_by uuid,
    decided_at timestamptz,
    comment text,
    -- Counts the builds that were begun: a build that is not the latest one changes nothing any more.
    attempt int NOT NULL DEFAULT 0,
    -- The secret of the latest build, sealed under the requester's archive key.
    key_id uuid,
    wrapped_secret bytea,
    written bigint NOT NULL DEFAULT 0,
    total bigint,
    conversations int,
    size bigint,
    sha256 bytea,
    manifest_sha256 bytea,
    finished_at timestamptz,
    reason text,
    report jsonb,
    CHECK (decided_by <> requester_id),
    CHECK (state NOT IN ('APPROVED', 'REFUSED', 'BUILDING', 'READY') OR decided_by IS NOT NULL),
    CHECK (state <> 'READY' OR (key_id IS NOT NULL AND wrapped_secret IS NOT NULL AND size IS NOT NULL
        AND sha256 IS NOT NULL AND manifest_sha256 IS NOT NULL AND conversations IS NOT NULL)),
    CHECK ((state = 'FAILED') = (reason IS NOT NULL))
);

CREATE INDEX archive_export_requester ON archive_export (requester_id, export_id);
CREATE INDEX archive_export_open ON archive_export (decided_at)
    WHERE state IN ('REQUESTED', 'APPROVED', 'BUILDING', 'READY');

-- The zip, and while it is built the list of its records (stream 'records'), as ciphertext in pieces.
CREATE TABLE export_chunk (
    export_id uuid NOT NULL REFERENCES archive_export,
    attempt int NOT NULL,
    stream text NOT NULL,
    number int NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (export_id, attempt, stream, number)
);
ALTER TABLE export_chunk ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Whose words are in it: with one of these keys destroyed, the export is destroyed as well.
CREATE TABLE export_key (
    export_id uuid NOT NULL REFERENCES archive_export,
    attempt int NOT NULL,
    key_id uuid NOT NULL,
    PRIMARY KEY (export_id, attempt, key_id)
);

REVOKE DELETE, TRUNCATE ON archive_export FROM ${app_role};
REVOKE UPDATE, TRUNCATE ON export_chunk, export_key FROM ${app_role};
