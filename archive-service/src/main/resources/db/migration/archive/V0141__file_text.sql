-- What was read out of a copied file, once: its text, deflated and sealed under its author's archive key, or why there is
-- none that could be searched.
CREATE TABLE file_text (
    record_id uuid NOT NULL,
    file_id uuid NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('searchable', 'not-searchable')),
    reason text CHECK ((reason IS NULL) = (outcome = 'searchable')),
    truncated boolean NOT NULL,
    read_at timestamptz NOT NULL,
    sealed bytea CHECK ((sealed IS NOT NULL) = (outcome = 'searchable')),
    PRIMARY KEY (record_id, file_id),
    FOREIGN KEY (record_id, file_id) REFERENCES archived_file ON DELETE CASCADE
);

ALTER TABLE file_text ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Keyed digests of its words, under a generation of the index key. By the month of its message, as records are.
CREATE TABLE file_token (
    record_id uuid NOT NULL,
    file_id uuid NOT NULL,
    accepted_at timestamptz NOT NULL,
    generation int NOT NULL,
    tokens bigint[] NOT NULL,
    PRIMARY KEY (record_id, file_id, accepted_at),
    FOREIGN KEY (record_id, file_id) REFERENCES archived_file ON DELETE CASCADE
) PARTITION BY RANGE (accepted_at);

CREATE INDEX file_token_words ON file_token USING gin (tokens);
CREATE INDEX file_token_generation ON file_token (generation);

REVOKE UPDATE, DELETE, TRUNCATE ON file_text, file_token FROM ${app_role};

CREATE FUNCTION ensure_file_partition(instant timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    name text := 'file_token_' || to_char(month, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_file_partition'));
    IF to_regclass('public.' || name) IS NULL THEN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.file_token FOR VALUES FROM (%L) TO (%L)',
            name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
        EXECUTE format('REVOKE ALL ON public.%I FROM ${app_role}', name);
    END IF;
END
$$;

-- Gives a file other digests of its words, and changes nothing else of it.
CREATE FUNCTION reindex_file(record uuid, file uuid, at timestamptz, under int, digests bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE file_token t SET tokens = digests, generation = under
    WHERE t.record_id = record AND t.file_id = file AND t.accepted_at = at AND t.generation < under
$$;

-- As before, with the text and the digests of its words.
CREATE OR REPLACE FUNCTION drop_erased_files(keys uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS MATERIALIZED (
        SELECT f.record_id, f.file_id, f.accepted_at FROM archived_file f
        WHERE f.key_id = ANY (keys) AND NOT is_held(f.conversation_id, f.sender_id, f.accepted_at)
    ), objects AS (
        DELETE FROM file_object o USING gone g WHERE o.record_id = g.record_id AND o.file_id = g.file_id
        RETURNING o.object_id
    ), doomed AS (
        INSERT INTO doomed_object (object_id, since) SELECT object_id, now() FROM objects
    ), texts AS (
        DELETE FROM file_text t USING gone g WHERE t.record_id = g.record_id AND t.file_id = g.file_id
    ), words AS (
        DELETE FROM file_token t USING gone g
        WHERE t.record_id = g.record_id AND t.file_id = g.file_id AND t.accepted_at = g.accepted_at
    ), work AS (
        DELETE FROM file_task t USING gone g
        WHERE t.record_id = g.record_id AND t.file_id = g.file_id AND t.kind = 'read'
    )
    SELECT count(*) FROM objects
$$;

REVOKE ALL ON FUNCTION ensure_file_partition(timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION reindex_file(uuid, uuid, timestamptz, int, bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_file_partition(timestamptz) TO ${app_role};
GRANT EXECUTE ON FUNCTION reindex_file(uuid, uuid, timestamptz, int, bigint[]) TO ${app_role};

-- What was copied before files were read.
INSERT INTO file_task (record_id, file_id, kind, due_at) SELECT record_id, file_id, 'read', now() FROM file_object;
