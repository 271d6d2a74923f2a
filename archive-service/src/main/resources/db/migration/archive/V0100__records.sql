-- How far the archive knows each conversation without a gap. -1: not even how it began.
CREATE TABLE conversation (
    conversation_id uuid PRIMARY KEY,
    known_up_to bigint NOT NULL
);

-- Who took part, in sequence numbers: from_seq <= seq < to_seq.
CREATE TABLE party (
    conversation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    from_seq bigint NOT NULL,
    to_seq bigint,
    PRIMARY KEY (conversation_id, person_id, from_seq)
);

CREATE INDEX party_person ON party (person_id, conversation_id);

-- What became of every accepted fact, exactly once. For what was withheld, this is all there is.
CREATE TABLE disposition (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('archived', 'withheld', 'membership')),
    reason text CHECK ((reason IS NULL) = (outcome <> 'withheld')),
    accepted_at timestamptz NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);

-- The evidence of a decision. Messages of unchanged parties with unchanged bases share one set; set_id is its SHA-256.
CREATE TABLE basis_set_party (
    set_id bytea NOT NULL,
    person_id uuid NOT NULL,
    ground text NOT NULL,
    notice_id uuid,
    notice_version int NOT NULL,
    answer_id uuid,
    PRIMARY KEY (set_id, person_id)
);

-- One version of a message: the post, or an edit of it. Content is sealed under the author's archive key; tokens are
-- keyed digests of its words.
CREATE TABLE record (
    record_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    message_id uuid NOT NULL,
    sender_id uuid NOT NULL,
    accepted_at timestamptz NOT NULL,
    edit boolean NOT NULL,
    content_type text NOT NULL,
    key_id uuid NOT NULL,
    sealed bytea NOT NULL,
    tokens bigint[] NOT NULL,
    basis_set bytea NOT NULL,
    decided_at timestamptz NOT NULL,
    complete_up_to timestamptz NOT NULL,
    region text NOT NULL,
    PRIMARY KEY (record_id, accepted_at),
    UNIQUE (conversation_id, seq, accepted_at)
) PARTITION BY RANGE (accepted_at);

CREATE INDEX record_message ON record (message_id);
CREATE INDEX record_time ON record (accepted_at, conversation_id, seq);
CREATE INDEX record_tokens ON record USING gin (tokens);

-- A recall hides nothing here: what was archived stays and is marked.
CREATE TABLE recall (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    message_id uuid NOT NULL,
    accepted_at timestamptz NOT NULL,
    basis_set bytea NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);

CREATE INDEX recall_message ON recall (message_id);

REVOKE UPDATE, DELETE, TRUNCATE ON disposition, basis_set_party, record, recall FROM ${app_role};

-- Makes the partition of the month (UTC) that holds the given instant. Runs with the owner's rights: the application
-- may create partitions and nothing else, and reaches them only through the append-only parent.
CREATE FUNCTION ensure_record_partition(instant timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    name text := 'record_' || to_char(month, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_record_partition'));
    IF to_regclass('public.' || name) IS NULL THEN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.record FOR VALUES FROM (%L) TO (%L)',
            name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
        EXECUTE format('REVOKE ALL ON public.%I FROM ${app_role}', name);
    END IF;
END
$$;

REVOKE ALL ON FUNCTION ensure_record_partition(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_record_partition(timestamptz) TO ${app_role};
