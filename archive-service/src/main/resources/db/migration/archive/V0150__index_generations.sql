-- The generations of the region's index key. What is new is indexed under the newest; the one before counts too, until
-- everything old is indexed anew. at_*: how far that is, in the order in which records are read.
CREATE TABLE index_generation (
    generation int PRIMARY KEY CHECK (generation > 0),
    begun_at timestamptz NOT NULL,
    begun_by uuid,
    at_accepted timestamptz NOT NULL DEFAULT 'epoch',
    at_conversation uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    at_seq bigint NOT NULL DEFAULT 0,
    records bigint NOT NULL DEFAULT 0,
    filled_at timestamptz,
    -- Of one that was replaced: its key, and since when that is destroyed.
    key_id uuid,
    key_destroyed_at timestamptz
);

INSERT INTO index_generation (generation, begun_at, filled_at) VALUES (1, now(), now());

REVOKE DELETE, TRUNCATE ON index_generation FROM ${app_role};

-- The words of a hold, sealed under a newer key than when it was placed.
CREATE TABLE hold_words_anew (
    hold_id uuid NOT NULL REFERENCES legal_hold (hold_id),
    generation int NOT NULL REFERENCES index_generation (generation),
    words_key uuid NOT NULL,
    words_sealed bytea NOT NULL,
    PRIMARY KEY (hold_id, generation)
);

REVOKE UPDATE, DELETE, TRUNCATE ON hold_words_anew FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold_words_anew
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Gives records other digests of their words, and changes nothing else of them. Runs with the owner's rights: the
-- application cannot change records.
CREATE FUNCTION reindex_records(records uuid[], times timestamptz[], digests text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE record r SET tokens = t.d::bigint[] FROM unnest(records, times, digests) AS t (i, a, d)
    WHERE r.record_id = t.i AND r.accepted_at = t.a
      AND r.accepted_at BETWEEN (SELECT min(x) FROM unnest(times) x) AND (SELECT max(x) FROM unnest(times) x)
$$;

REVOKE ALL ON FUNCTION reindex_records(uuid[], timestamptz[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reindex_records(uuid[], timestamptz[], text[]) TO ${app_role};
