-- As before; a record's policy is looked up by its class, where joining them sorted the month once more.
CREATE OR REPLACE FUNCTION purge_month(sweep uuid, policies uuid[], steps_known bigint, month timestamptz)
RETURNS TABLE (conversation uuid, first_seq bigint, last_seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s'
SET work_mem = '128MB' AS $$
DECLARE
    part regclass := to_regclass('record_' || to_char(month, 'YYYY_MM'));
    begun timestamptz := date_trunc('month', month);
    ended timestamptz := begun + interval '1 month';
    classes text[];
    by_class jsonb;
    persons uuid[];
    conversations uuid[];
    refused boolean;
BEGIN
    PERFORM begin_purge(steps_known);
    IF EXISTS (SELECT FROM acting_policies(policies) p WHERE ended + p.period::interval > now()
            OR p.jurisdiction IS NOT NULL
            OR cardinality(p.kinds) + cardinality(p.groups) + cardinality(p.persons) + cardinality(p.conversations) > 0)
    THEN
        RETURN;
    END IF;
    SELECT coalesce(array_agg(p.class), '{}'), jsonb_object_agg(p.class, p.policy_id) INTO classes, by_class
    FROM acting_policies(policies) p;
    WITH binding AS (
        SELECT * FROM binding_hold h
        WHERE (h.scope_from IS NULL OR h.scope_from < ended) AND (h.scope_to IS NULL OR begun < h.scope_to)
    )
    SELECT EXISTS (SELECT FROM binding h WHERE cardinality(h.scope_persons) + cardinality(h.scope_conversations) = 0),
        ARRAY(SELECT unnest(h.scope_persons) FROM binding h WHERE cardinality(h.scope_conversations) = 0),
        ARRAY(SELECT unnest(h.scope_conversations) FROM binding h)
    INTO refused, persons, conversations;
    EXECUTE format('LOCK TABLE %s IN EXCLUSIVE MODE', part);
    IF NOT refused AND (persons || conversations <> '{}' OR NOT classes @> '{text,file}') THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %s r WHERE r.sender_id = ANY ($1) OR r.conversation_id = ANY ($2)
            OR record_class(r.content_type) <> ALL ($3))', part) INTO refused USING persons, conversations, classes;
    END IF;
    IF refused THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format('
        WITH classed AS (
            SELECT r.conversation_id, r.seq, uuid_send(r.record_id) || r.commitment AS leaf,
                   CASE record_class(r.content_type) WHEN ''file'' THEN $1 WHEN ''text'' THEN $3 END AS policy_id
            FROM %s r
        ), gone AS (
            SELECT c.*, c.seq - row_number() OVER (PARTITION BY c.conversation_id, c.policy_id ORDER BY c.seq) AS island
            FROM classed c
        )
        INSERT INTO purge (conversation_id, from_seq, to_seq, sweep_id, policy_id, reason, at, digest)
        SELECT conversation_id, min(seq), max(seq), $2, policy_id, ''delete-after'', now(),
               sha256(string_agg(leaf, ''''::bytea ORDER BY seq))
        FROM gone GROUP BY conversation_id, policy_id, island
        RETURNING conversation_id, from_seq, to_seq', part)
    USING (by_class ->> 'file')::uuid, sweep, (by_class ->> 'text')::uuid;
    EXECUTE format('TRUNCATE %s', part);
END
$$;
