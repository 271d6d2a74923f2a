-- How long what must be kept, or may be kept at most. Empty audience columns: everybody, everywhere.
CREATE TABLE retention_policy (
    policy_id uuid PRIMARY KEY,
    name text NOT NULL,
    rule text NOT NULL CHECK (rule IN ('delete-after', 'keep-at-least')),
    class text NOT NULL CHECK (class IN ('text', 'file', 'metadata')),
    period text NOT NULL,
    jurisdiction text,
    kinds text[] NOT NULL,
    groups uuid[] NOT NULL,
    persons uuid[] NOT NULL,
    conversations uuid[] NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL
);

CREATE TABLE retention_step (
    policy_id uuid NOT NULL REFERENCES retention_policy (policy_id),
    step text NOT NULL CHECK (step IN ('approved', 'refused', 'retire-requested', 'retired')),
    actor uuid NOT NULL,
    at timestamptz NOT NULL,
    comment text,
    PRIMARY KEY (policy_id, step)
);

-- A policy acts, and a duty to keep ends, only by a second person.
CREATE FUNCTION check_retention_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    policy retention_policy;
    taken text[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('retention_step'), hashtext(NEW.policy_id::text));
    SELECT * INTO policy FROM retention_policy WHERE policy_id = NEW.policy_id;
    taken := ARRAY(SELECT step FROM retention_step WHERE policy_id = NEW.policy_id);
    IF NEW.step IN ('approved', 'refused') AND (taken <> '{}' OR NEW.actor = policy.requested_by)
        OR NEW.step IN ('retire-requested', 'retired') AND NOT 'approved' = ANY (taken)
        OR NEW.step = 'retired' AND policy.rule = 'keep-at-least' AND NOT EXISTS (SELECT FROM retention_step
            WHERE policy_id = NEW.policy_id AND step = 'retire-requested' AND actor <> NEW.actor) THEN
        RAISE EXCEPTION 'retention_step: % refused (expected: in order, approved by another person)', NEW.step
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER in_order BEFORE INSERT ON retention_step FOR EACH ROW EXECUTE FUNCTION check_retention_step();

-- One run of the sweep that destroyed something. Without a certificate: it was cut short, and is taken up again.
CREATE TABLE retention_sweep (
    sweep_id uuid PRIMARY KEY,
    started_at timestamptz NOT NULL
);

-- What became of archived records: every number of a range was one, and is destroyed. digest: SHA-256 over, in the order
-- of the numbers, the record's id (16 bytes) and its commitment (32 bytes); of a recall mark over its message's id.
CREATE TABLE purge (
    conversation_id uuid NOT NULL,
    from_seq bigint NOT NULL,
    to_seq bigint NOT NULL CHECK (from_seq <= to_seq),
    sweep_id uuid NOT NULL REFERENCES retention_sweep (sweep_id),
    policy_id uuid NOT NULL REFERENCES retention_policy (policy_id),
    reason text NOT NULL,
    at timestamptz NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (conversation_id, from_seq)
);

CREATE INDEX purge_sweep ON purge (sweep_id, conversation_id, from_seq);

-- document: what the digest, SHA-256, is of.
CREATE TABLE retention_certificate (
    sweep_id uuid PRIMARY KEY REFERENCES retention_sweep (sweep_id),
    finished_at timestamptz NOT NULL,
    records bigint NOT NULL,
    document text NOT NULL,
    digest bytea NOT NULL
);

REVOKE UPDATE, DELETE, TRUNCATE ON retention_policy, retention_step, retention_sweep, retention_certificate
    FROM ${app_role};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON purge FROM ${app_role};

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_policy
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_sweep
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purge
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_certificate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX recall_time ON recall (accepted_at, conversation_id, seq);

CREATE FUNCTION record_class(content_type text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN content_type IN ('file', 'image', 'voice', 'video') THEN 'file' ELSE 'text' END
$$;

-- Whether a hold forbids to destroy this. A sender that is not known (null) may be any that a hold names.
CREATE FUNCTION is_held(conversation uuid, sender uuid, accepted timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM binding_hold h
        WHERE (cardinality(h.scope_persons) = 0 OR sender IS NULL OR sender = ANY (h.scope_persons))
          AND (cardinality(h.scope_conversations) = 0 OR conversation = ANY (h.scope_conversations))
          AND (h.scope_from IS NULL OR h.scope_from <= accepted)
          AND (h.scope_to IS NULL OR accepted < h.scope_to))
$$;

-- What retention looks at. A recall mark stands as long as a version of its message does.
CREATE VIEW retainable AS
    SELECT record_id, conversation_id, seq, accepted_at, sender_id, record_class(content_type) AS class FROM record
    UNION ALL
    SELECT message_id, conversation_id, seq, accepted_at, NULL, 'metadata' FROM recall m
    WHERE NOT EXISTS (SELECT FROM record r
        WHERE r.message_id = m.message_id AND r.conversation_id = m.conversation_id);

REVOKE INSERT, UPDATE, DELETE ON retainable FROM ${app_role};

-- Locks out every new hold until the transaction ends, and refuses to act on policies of yesterday.
CREATE FUNCTION begin_purge(steps_known bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lock_holds();
    IF (SELECT count(*) FROM retention_step) <> steps_known THEN
        RAISE EXCEPTION 'retention_step: changed (expected: as when it was decided what is due)'
            USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

-- The delete-after policies among these that are in force.
CREATE FUNCTION acting_policies(policies uuid[]) RETURNS SETOF retention_policy LANGUAGE sql STABLE AS $$
    SELECT p.* FROM retention_policy p
    WHERE p.policy_id = ANY (policies) AND p.rule = 'delete-after'
      AND EXISTS (SELECT FROM retention_step s WHERE s.policy_id = p.policy_id AND s.step = 'approved')
      AND NOT EXISTS (SELECT FROM retention_step s WHERE s.policy_id = p.policy_id AND s.step = 'retired')
$$;

-- Destroys those of the given records that this policy makes due and no hold covers. Runs with the owner's rights: the
-- application cannot delete by itself, and not more than a policy says that two persons made.
CREATE FUNCTION purge_records(sweep uuid, policy uuid, steps_known bigint, conversations uuid[], seqs bigint[],
    times timestamptz[]) RETURNS TABLE (conversation uuid, first_seq bigint, last_seq bigint)
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
        SELECT c, s, a FROM unnest(conversations, seqs, times) AS t (c, s, a)
        WHERE a + acting.period::interval <= now()
    ), gone_records AS (
        DELETE FROM record r USING due
        WHERE acting.class <> 'metadata' AND record_class(r.content_type) = acting.class
          AND r.conversation_id = c AND r.seq = s AND r.accepted_at = a
          AND NOT is_held(r.conversation_id, r.sender_id, r.accepted_at)
        RETURNING r.conversation_id, r.seq, uuid_send(r.record_id) || r.commitment AS leaf
    ), gone_recalls AS (
        DELETE FROM recall m USING due
        WHERE acting.class = 'metadata' AND m.conversation_id = c AND m.seq = s AND m.accepted_at = a
          AND NOT EXISTS (SELECT FROM record r
              WHERE r.message_id = m.message_id AND r.conversation_id = m.conversation_id)
          AND NOT is_held(m.conversation_id, NULL, m.accepted_at)
        RETURNING m.conversation_id, m.seq, uuid_send(m.message_id) AS leaf
    ), gone AS (
        SELECT *, seq - row_number() OVER (PARTITION BY conversation_id ORDER BY seq) AS island
        FROM (SELECT * FROM gone_records UNION ALL SELECT * FROM gone_recalls) g
    )
    INSERT INTO purge (conversation_id, from_seq, to_seq, sweep_id, policy_id, reason, at, digest)
    SELECT conversation_id, min(seq), max(seq), sweep, policy, 'delete-after', now(),
           sha256(string_agg(leaf, ''::bytea ORDER BY seq))
    FROM gone GROUP BY conversation_id, island
    RETURNING conversation_id, from_seq, to_seq;
END
$$;

-- The same for all records of a month (UTC) at once, or none: the policies are for everybody, one for each class that
-- the month has. Empties the partition instead of dropping it: to drop it would lock the whole archive, and what comes
-- late for that month still finds its place.
CREATE FUNCTION purge_month(sweep uuid, policies uuid[], steps_known bigint, month timestamptz)
RETURNS TABLE (conversation uuid, first_seq bigint, last_seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    part regclass := to_regclass('record_' || to_char(month, 'YYYY_MM'));
    ended timestamptz := date_trunc('month', month) + interval '1 month';
    refused boolean;
BEGIN
    PERFORM begin_purge(steps_known);
    IF EXISTS (SELECT FROM acting_policies(policies) p WHERE ended + p.period::interval > now()
            OR p.jurisdiction IS NOT NULL
            OR cardinality(p.kinds) + cardinality(p.groups) + cardinality(p.persons) + cardinality(p.conversations) > 0)
    THEN
        RETURN;
    END IF;
    EXECUTE format('LOCK TABLE %s IN EXCLUSIVE MODE', part);
    EXECUTE format('SELECT EXISTS (SELECT FROM %s r WHERE record_class(r.content_type) <> ALL (
            ARRAY(SELECT p.class FROM acting_policies($1) p))
        OR is_held(r.conversation_id, r.sender_id, r.accepted_at))', part) INTO refused USING policies;
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

REVOKE ALL ON FUNCTION purge_records(uuid, uuid, bigint, uuid[], bigint[], timestamptz[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION purge_month(uuid, uuid[], bigint, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_records(uuid, uuid, bigint, uuid[], bigint[], timestamptz[]) TO ${app_role};
GRANT EXECUTE ON FUNCTION purge_month(uuid, uuid[], bigint, timestamptz) TO ${app_role};
