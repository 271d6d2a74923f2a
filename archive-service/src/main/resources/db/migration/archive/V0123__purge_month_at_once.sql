-- As before, with one look at the month instead of one for each record: it is left to purge_records as soon as a hold
-- may cover something in it. Holds on words, and on people in certain conversations, count as wider than they are.
CREATE OR REPLACE FUNCTION purge_month(sweep uuid, policies uuid[], steps_known bigint, month timestamptz)
RETURNS TABLE (conversation uuid, first_seq bigint, last_seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s'
SET work_mem = '128MB' AS $$
DECLARE
    part regclass := to_regclass('record_' || to_char(month, 'YYYY_MM'));
    begun timestamptz := date_trunc('month', month);
    ended timestamptz := begun + interval '1 month';
    classes text[];
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
    SELECT coalesce(array_agg(p.class), '{}') INTO classes FROM acting_policies(policies) p;
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
        WITH gone AS (
            SELECT r.conversation_id, r.seq, p.policy_id, uuid_send(r.record_id) || r.commitment AS leaf,
                   r.seq - row_number() OVER (PARTITION BY r.conversation_id, p.policy_id ORDER BY r.seq) AS island
            FROM %s r JOIN acting_policies($1) p ON p.class = record_class(r.content_type)
        )
        INSERT INTO purge (conversation_id, from_seq, to_seq, sweep_id, policy_id, reason, at, digest)
        SELECT conversation_id, min(seq), max(seq), $2, policy_id, ''delete-after'', now(),
               sha256(string_agg(leaf, ''''::bytea ORDER BY seq))
        FROM gone GROUP BY conversation_id, policy_id, island
        RETURNING conversation_id, from_seq, to_seq', part) USING policies, sweep;
    EXECUTE format('TRUNCATE %s', part);
END
$$;
