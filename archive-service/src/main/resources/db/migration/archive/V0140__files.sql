-- Files that archived versions name, one row for each version and file. The archive's own copy is under the key of the
-- version's author (key_id), so that it lives and ends with the version.
CREATE TABLE archived_file (
    record_id uuid NOT NULL,
    file_id uuid NOT NULL,
    -- Its place among the files of the version, from 1.
    number int NOT NULL,
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    sender_id uuid NOT NULL,
    accepted_at timestamptz NOT NULL,
    key_id uuid NOT NULL,
    region text NOT NULL,
    PRIMARY KEY (record_id, file_id)
);

CREATE INDEX archived_file_place ON archived_file (conversation_id, seq);
CREATE INDEX archived_file_key ON archived_file (key_id);

-- What became of it, once: copied, or why it could not be had. Sealed like a decision: its link is a leaf of a seal whose
-- root is in the audit log. commitment: SHA-256(salt, then the plain bytes).
CREATE TABLE file_outcome (
    record_id uuid NOT NULL,
    file_id uuid NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('archived', 'absent')),
    reason text CHECK ((reason IS NULL) = (outcome = 'archived')),
    decided_at timestamptz NOT NULL,
    size bigint,
    commitment bytea CHECK (length(commitment) = 32),
    seal_id bigint NOT NULL,
    leaf int NOT NULL,
    PRIMARY KEY (record_id, file_id),
    FOREIGN KEY (record_id, file_id) REFERENCES archived_file ON DELETE CASCADE,
    CHECK ((outcome = 'archived') = (size IS NOT NULL AND commitment IS NOT NULL))
);

-- Where the copy lies. wrapped_key: the file's own key under the author's archive key. about: name, media type and
-- SHA-256 of the plain bytes, sealed under the same.
CREATE TABLE file_object (
    object_id uuid PRIMARY KEY,
    record_id uuid NOT NULL,
    file_id uuid NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    wrapped_key bytea NOT NULL,
    about bytea NOT NULL,
    UNIQUE (record_id, file_id),
    FOREIGN KEY (record_id, file_id) REFERENCES archived_file ON DELETE CASCADE
);

-- Work still to be done; it stands in the transaction that makes it necessary. due_at: not before then; while somebody
-- works on it, when they are taken for dead.
CREATE TABLE file_task (
    record_id uuid NOT NULL,
    file_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('copy', 'read')),
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (record_id, file_id, kind),
    FOREIGN KEY (record_id, file_id) REFERENCES archived_file ON DELETE CASCADE
);

CREATE INDEX file_task_due ON file_task (kind, due_at);

-- Objects of the store that nothing names any more, until they are deleted there.
CREATE TABLE doomed_object (
    object_id uuid PRIMARY KEY,
    since timestamptz NOT NULL
);

REVOKE UPDATE, DELETE, TRUNCATE ON archived_file, file_outcome, file_object FROM ${app_role};
REVOKE UPDATE, TRUNCATE ON doomed_object FROM ${app_role};

CREATE INDEX purge_time ON purge (at);

-- Drops the files of versions that retention destroyed since an instant: not more than it destroyed, so that what holds a
-- version holds its files.
CREATE FUNCTION drop_purged_files(since timestamptz, most int) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS MATERIALIZED (
        SELECT f.record_id, f.file_id FROM purge p
        JOIN archived_file f ON f.conversation_id = p.conversation_id AND f.seq BETWEEN p.from_seq AND p.to_seq
        WHERE p.at >= since AND NOT EXISTS (SELECT FROM record r
            WHERE r.record_id = f.record_id AND r.accepted_at = f.accepted_at)
        LIMIT most
    ), objects AS (
        DELETE FROM file_object o USING gone g WHERE o.record_id = g.record_id AND o.file_id = g.file_id
        RETURNING o.object_id
    ), doomed AS (
        INSERT INTO doomed_object (object_id, since) SELECT object_id, now() FROM objects
    ), files AS (
        DELETE FROM archived_file f USING gone g WHERE f.record_id = g.record_id AND f.file_id = g.file_id
        RETURNING 1
    )
    SELECT count(*) FROM files
$$;

-- Drops what is left of files whose key was destroyed. That there was a file stays, as with words. Not what a hold covers:
-- whoever says that its key is gone may be wrong.
CREATE FUNCTION drop_erased_files(keys uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH objects AS (
        DELETE FROM file_object o USING archived_file f
        WHERE f.key_id = ANY (keys) AND o.record_id = f.record_id AND o.file_id = f.file_id
          AND NOT is_held(f.conversation_id, f.sender_id, f.accepted_at)
        RETURNING o.object_id
    ), doomed AS (
        INSERT INTO doomed_object (object_id, since) SELECT object_id, now() FROM objects
    )
    SELECT count(*) FROM objects
$$;

REVOKE ALL ON FUNCTION drop_purged_files(timestamptz, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION drop_erased_files(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_purged_files(timestamptz, int) TO ${app_role};
GRANT EXECUTE ON FUNCTION drop_erased_files(uuid[]) TO ${app_role};
