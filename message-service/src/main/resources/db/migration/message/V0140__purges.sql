-- What retention destroys leaves a tombstone: the number, the time and the ids, so that numbers stay dense, accounts add
-- up, and a command that comes again is known. Nobody is named in it.
ALTER TABLE message
    DROP CONSTRAINT message_change_check,
    ADD CONSTRAINT message_change_check CHECK (change IN ('opened', 'posted', 'edited', 'recalled', 'members-added',
        'member-removed', 'reacted', 'role-changed', 'properties-changed', 'purged')),
    ADD CONSTRAINT message_purged_check CHECK (change <> 'purged' OR (
        sender_id = '00000000-0000-0000-0000-000000000000' AND fingerprint = decode(repeat('00', 16), 'hex')
        AND num_nonnulls(key_id, ciphertext, reply_to, people, thread_id, detail) = 0
        -- Of what had a file: reactions to it are of the same class.
        AND coalesce(content_type, 'file') = 'file'));

-- purges: the number of the conversation's last purge. purged_to: up to here nothing is left to destroy. A table of its
-- own, so that no purge waits for the conversation's writer, nor the writer for a purge.
CREATE TABLE conversation_purge (
    conversation_id uuid   PRIMARY KEY REFERENCES conversation,
    purges          bigint NOT NULL DEFAULT 0,
    purged_to       bigint NOT NULL DEFAULT 0
);

-- What was destroyed, in the order in which it was; devices that were away read it from here.
CREATE TABLE purge (
    conversation_id uuid   NOT NULL REFERENCES conversation,
    number          bigint NOT NULL,
    first_seq       bigint NOT NULL,
    last_seq        bigint NOT NULL CHECK (first_seq <= last_seq),
    -- The archive's certificate, or its decision about what it never had.
    decision_id     uuid   NOT NULL,
    at_ms           bigint NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE INDEX purge_decision ON purge (decision_id);
CREATE INDEX file_link_message ON file_link (conversation_id, seq);
CREATE INDEX mention_seq ON mention (conversation_id, seq);

-- Objects of the store that no row has any more; gone from here when they are gone from the store.
CREATE TABLE doomed_object (
    object_id uuid PRIMARY KEY
);

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON conversation_purge, purge FROM ${app_role};
REVOKE UPDATE, TRUNCATE ON doomed_object FROM ${app_role};

-- What has content: messages, edits, reactions, marks of recalls, and changes of the title (its field of the detail
-- begins with 0x0a). Other changes of a conversation have none.
CREATE FUNCTION has_content(change text, detail bytea) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT change IN ('posted', 'edited', 'reacted', 'recalled')
        OR change = 'properties-changed' AND coalesce(substring(detail FROM 1 FOR 1) = '\x0a'::bytea, false)
$$;

-- Destroys the content of these facts and keeps their tombstones. Runs with the owner's rights: the application itself
-- can neither change nor delete what was accepted, and can do no more than this, which leaves its trace in `purge`.
-- The mark of a recall stays as long as a version of its message does: without it the content would show again.
CREATE FUNCTION purge_messages(conversations uuid[], seqs bigint[], decisions uuid[], now_ms bigint)
RETURNS TABLE (conversation uuid, purge_number bigint, from_seq bigint, to_seq bigint, decision uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO conversation_purge (conversation_id)
    SELECT DISTINCT c FROM unnest(conversations) AS t (c) ORDER BY c ON CONFLICT DO NOTHING;
    PERFORM FROM conversation_purge WHERE conversation_id = ANY (conversations) ORDER BY conversation_id FOR UPDATE;
    RETURN QUERY
    WITH doomed AS MATERIALIZED (
        SELECT DISTINCT ON (c, s) c, s, d FROM unnest(conversations, seqs, decisions) AS t (c, s, d)
    ), gone AS (
        UPDATE message m SET change = 'purged', sender_id = '00000000-0000-0000-0000-000000000000', key_id = NULL,
            ciphertext = NULL, fingerprint = decode(repeat('00', 16), 'hex'), reply_to = NULL, people = NULL,
            thread_id = NULL, detail = NULL,
            content_type = CASE WHEN m.content_type IN ('file', 'image', 'voice', 'video') THEN 'file' END
        FROM doomed w
        WHERE m.conversation_id = w.c AND m.seq = w.s AND has_content(m.change, m.detail)
            AND (m.change <> 'recalled'
                OR NOT EXISTS (SELECT FROM message p WHERE p.conversation_id = m.conversation_id
                    AND p.command_id = m.message_id AND p.change = 'posted'
                    AND NOT EXISTS (SELECT FROM doomed o WHERE o.c = p.conversation_id AND o.s = p.seq))
                AND NOT EXISTS (SELECT FROM message e WHERE e.conversation_id = m.conversation_id
                    AND e.message_id = m.message_id AND e.change = 'edited'
                    AND NOT EXISTS (SELECT FROM doomed o WHERE o.c = e.conversation_id AND o.s = e.seq)))
        RETURNING m.conversation_id, m.seq, w.d
    ), forgotten AS (
        DELETE FROM mention n USING gone g WHERE n.conversation_id = g.conversation_id AND n.seq = g.seq
    ), runs AS (
        SELECT i.conversation_id, i.d, min(i.seq) AS f, max(i.seq) AS l
        FROM (SELECT *, seq - row_number() OVER (PARTITION BY conversation_id, d ORDER BY seq) AS island FROM gone) i
        GROUP BY i.conversation_id, i.d, i.island
    ), numbered AS (
        SELECT r.*, p.purges + row_number() OVER (PARTITION BY r.conversation_id ORDER BY r.f) AS n
        FROM runs r JOIN conversation_purge p ON p.conversation_id = r.conversation_id
    ), counted AS (
        UPDATE conversation_purge p SET purges = t.n
        FROM (SELECT conversation_id, max(n) AS n FROM numbered GROUP BY conversation_id) t
        WHERE p.conversation_id = t.conversation_id
    )
    INSERT INTO purge (conversation_id, number, first_seq, last_seq, decision_id, at_ms)
    SELECT conversation_id, n, f, l, d, now_ms FROM numbered ORDER BY conversation_id, n
    RETURNING conversation_id, number, first_seq, last_seq, decision_id;
    UPDATE conversation_purge p SET purged_to = coalesce(
        (SELECT m.seq - 1 FROM message m WHERE m.conversation_id = p.conversation_id AND m.seq > p.purged_to
            AND has_content(m.change, m.detail) ORDER BY m.seq LIMIT 1),
        (SELECT max(m.seq) FROM message m WHERE m.conversation_id = p.conversation_id))
    WHERE p.conversation_id = ANY (conversations);
END
$$;

REVOKE ALL ON FUNCTION purge_messages(uuid[], bigint[], uuid[], bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_messages(uuid[], bigint[], uuid[], bigint) TO ${app_role};
