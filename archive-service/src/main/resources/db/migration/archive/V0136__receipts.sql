-- How far a person had come in a conversation at a time, as the gate let it in: each row is further than the one before.
-- previous: the link of this person's mark before it in this conversation, 32 zero bytes for the first. Its own link
-- stands among the leaves of its seal.
CREATE TABLE receipt (
    receipt_no bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    conversation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    delivered_seq bigint NOT NULL CHECK (delivered_seq >= read_seq),
    read_seq bigint NOT NULL CHECK (read_seq >= 0),
    at timestamptz NOT NULL,
    previous bytea NOT NULL CHECK (length(previous) = 32),
    basis_set bytea NOT NULL,
    seal_id bigint NOT NULL,
    leaf int NOT NULL,
    PRIMARY KEY (conversation_id, person_id, delivered_seq, read_seq)
);

CREATE INDEX receipt_time ON receipt (at, conversation_id, receipt_no);

REVOKE UPDATE, DELETE, TRUNCATE ON receipt FROM ${app_role};

-- Destroys those of the given receipts that this policy on metadata makes due and no hold covers. A purged range of
-- receipts has their numbers below zero; its digest is over their links.
CREATE FUNCTION purge_receipts(sweep uuid, policy uuid, steps_known bigint, conversations uuid[], numbers bigint[],
    times timestamptz[]) RETURNS TABLE (conversation uuid, first_seq bigint, last_seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    acting retention_policy;
BEGIN
    PERFORM begin_purge(steps_known);
    SELECT * INTO acting FROM acting_policies(ARRAY[policy]);
    IF acting.policy_id IS NULL OR acting.class <> 'metadata' THEN
        RAISE EXCEPTION 'retention_policy: not in force (expected: approved, to delete metadata)'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN QUERY
    WITH due AS MATERIALIZED (
        SELECT c, n, a FROM unnest(conversations, numbers, times) AS t (c, n, a)
        WHERE a + acting.period::interval <= now()
    ), gone AS (
        DELETE FROM receipt r USING due, seal s
        WHERE r.receipt_no = -n AND r.conversation_id = c AND r.at = a AND s.seal_id = r.seal_id
          AND NOT is_held(r.conversation_id, r.person_id, r.at)
        RETURNING r.conversation_id, n AS seq, substring(s.leaves FROM r.leaf * 32 + 1 FOR 32) AS link
    ), islands AS (
        SELECT *, g.seq - row_number() OVER (PARTITION BY g.conversation_id ORDER BY g.seq) AS island FROM gone g
    )
    INSERT INTO purge (conversation_id, from_seq, to_seq, sweep_id, policy_id, reason, at, digest)
    SELECT conversation_id, min(seq), max(seq), sweep, policy, 'delete-after', now(),
           sha256(string_agg(link, ''::bytea ORDER BY seq))
    FROM islands GROUP BY conversation_id, island
    RETURNING conversation_id, from_seq, to_seq;
END
$$;

REVOKE ALL ON FUNCTION purge_receipts(uuid, uuid, bigint, uuid[], bigint[], timestamptz[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_receipts(uuid, uuid, bigint, uuid[], bigint[], timestamptz[]) TO ${app_role};
