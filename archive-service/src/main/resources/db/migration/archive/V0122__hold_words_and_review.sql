-- words_sealed: the words a hold is narrowed to, as they were written, sealed under the region's index key. review_date:
-- when somebody has to ask whether the hold is still needed; null: a year after it was placed.
ALTER TABLE legal_hold ADD COLUMN words_key uuid, ADD COLUMN words_sealed bytea, ADD COLUMN review_date date,
    ADD CHECK ((words_key IS NULL) = (words_sealed IS NULL));

-- One phrase of a hold: the keyed digests of its words, all of which a text has that has the phrase.
CREATE TABLE hold_word (
    hold_id uuid NOT NULL REFERENCES legal_hold (hold_id),
    tokens bigint[] NOT NULL CHECK (cardinality(tokens) > 0)
);

CREATE INDEX hold_word_hold ON hold_word (hold_id);

CREATE TABLE hold_review (
    hold_id uuid NOT NULL REFERENCES legal_hold (hold_id),
    actor uuid NOT NULL,
    at timestamptz NOT NULL,
    next_review date NOT NULL,
    comment text,
    PRIMARY KEY (hold_id, at)
);

-- That a review was overdue is told once.
CREATE TABLE hold_overdue (
    hold_id uuid NOT NULL REFERENCES legal_hold (hold_id),
    review_date date NOT NULL,
    PRIMARY KEY (hold_id, review_date)
);

REVOKE UPDATE, DELETE, TRUNCATE ON hold_word, hold_review, hold_overdue FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold_word
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold_review
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION review_due(hold legal_hold) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT next_review FROM hold_review r WHERE r.hold_id = hold.hold_id ORDER BY at DESC LIMIT 1),
        hold.review_date, (hold.placed_at AT TIME ZONE 'UTC' + interval '1 year')::date)
$$;

CREATE OR REPLACE VIEW binding_hold AS
    SELECT h.* FROM legal_hold h WHERE NOT EXISTS (
        SELECT FROM hold_step s WHERE s.hold_id = h.hold_id AND s.step = 'disposed');

-- Whether a message accepted there and then may have one of the hold's phrases, in any version. What is in a file is not
-- known, and neither is what is not there any more.
CREATE FUNCTION may_have_words(hold uuid, conversation uuid, accepted timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM record r WHERE r.conversation_id = conversation AND r.accepted_at = accepted)
        OR EXISTS (SELECT FROM record r
            JOIN record v ON v.message_id = r.message_id AND v.conversation_id = r.conversation_id
            WHERE r.conversation_id = conversation AND r.accepted_at = accepted
              AND (record_class(v.content_type) = 'file' OR EXISTS (SELECT FROM hold_word w
                  WHERE w.hold_id = hold AND v.tokens @> w.tokens)))
$$;

CREATE OR REPLACE FUNCTION is_held(conversation uuid, sender uuid, accepted timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM binding_hold h
        WHERE (cardinality(h.scope_persons) = 0 OR sender IS NULL OR sender = ANY (h.scope_persons))
          AND (cardinality(h.scope_conversations) = 0 OR conversation = ANY (h.scope_conversations))
          AND (h.scope_from IS NULL OR h.scope_from <= accepted)
          AND (h.scope_to IS NULL OR accepted < h.scope_to)
          AND (h.words_sealed IS NULL OR may_have_words(h.hold_id, conversation, accepted)))
$$;
