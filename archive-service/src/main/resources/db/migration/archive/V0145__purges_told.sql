-- Purges are told to the other services in the order in which they were committed: every insert holds the lock of
-- begin_purge, so their numbers grow with their commits. What was destroyed before is told as well.
CREATE SEQUENCE purge_number;
ALTER TABLE purge ADD COLUMN number bigint NOT NULL DEFAULT nextval('purge_number');
CREATE UNIQUE INDEX purge_told ON purge (number);
REVOKE ALL ON SEQUENCE purge_number FROM ${app_role};

-- How far they are told. Set it back, as the owner, to tell them again.
CREATE TABLE purge_cursor (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    told bigint NOT NULL
);
INSERT INTO purge_cursor (told) VALUES (0);
REVOKE INSERT, DELETE, TRUNCATE ON purge_cursor FROM ${app_role};

-- What retention allowed to destroy where it is, because the archive never had it.
CREATE TABLE unarchived_purge (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    decision_id uuid NOT NULL,
    policy_id uuid NOT NULL REFERENCES retention_policy (policy_id),
    at timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON unarchived_purge FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON unarchived_purge
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whether a hold that was placed since then forbids to destroy a copy of what the archive destroyed then. Holds of before
-- were asked about by that deletion, when their words could still be looked for; a minute's doubt is a hold.
CREATE FUNCTION is_held_since(conversation uuid, sender uuid, accepted timestamptz, since timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM binding_hold h
        WHERE h.placed_at >= since - interval '1 minute'
          AND (cardinality(h.scope_persons) = 0 OR sender IS NULL OR sender = ANY (h.scope_persons))
          AND (cardinality(h.scope_conversations) = 0 OR conversation = ANY (h.scope_conversations))
          AND (h.scope_from IS NULL OR h.scope_from <= accepted)
          AND (h.scope_to IS NULL OR accepted < h.scope_to))
$$;

-- Writes down that these messages, which were never archived, may be destroyed by this policy; says which of them no
-- hold covers, and which are new. Runs with the owner's rights, under the same conditions as a purge.
CREATE FUNCTION order_unarchived(decision uuid, policy uuid, steps_known bigint, conversations uuid[], seqs bigint[],
    senders uuid[]) RETURNS TABLE (conversation uuid, number bigint, fresh boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    acting retention_policy;
BEGIN
    PERFORM begin_purge(steps_known);
    SELECT * INTO acting FROM acting_policies(ARRAY[policy]);
    IF acting.policy_id IS NULL THEN
        RAISE EXCEPTION 'retention_policy: not in force (expected: approved, to delete)'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN QUERY
    WITH due AS MATERIALIZED (
        SELECT DISTINCT c, s
        FROM unnest(conversations, seqs, senders) AS t (c, s, f)
        JOIN disposition d ON d.conversation_id = c AND d.seq = s AND d.outcome <> 'archived'
        WHERE d.accepted_at + acting.period::interval <= now() AND NOT is_held(c, f, d.accepted_at)
    ), added AS (
        INSERT INTO unarchived_purge (conversation_id, seq, decision_id, policy_id, at)
        SELECT c, s, decision, policy, now() FROM due
        ON CONFLICT DO NOTHING
        RETURNING conversation_id, seq
    )
    SELECT c, s, EXISTS (SELECT FROM added a WHERE a.conversation_id = c AND a.seq = s) FROM due;
END
$$;

REVOKE ALL ON FUNCTION order_unarchived(uuid, uuid, bigint, uuid[], bigint[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION order_unarchived(uuid, uuid, bigint, uuid[], bigint[], uuid[]) TO ${app_role};
