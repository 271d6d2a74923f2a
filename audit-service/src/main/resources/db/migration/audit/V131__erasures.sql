-- Erasing what events say of a person. A body goes together with its salt; what is kept tells that there was one, why
-- it went and who decided, and nothing personal. The commitment in log_entry stays.

CREATE TABLE erasure (
    erasure_id   uuid        PRIMARY KEY,
    person_id    uuid,
    ground       text        NOT NULL,
    from_at      timestamptz,
    to_at        timestamptz,
    requested_by uuid        NOT NULL,
    requested_at timestamptz NOT NULL,
    state        text        NOT NULL CHECK (state IN ('requested', 'refused', 'approved', 'done')),
    decided_by   uuid        CHECK (decided_by <> requested_by),
    decided_at   timestamptz,
    position     bigint      NOT NULL DEFAULT -1,
    erased       bigint      NOT NULL DEFAULT 0,
    kept_period  bigint      NOT NULL DEFAULT 0,
    kept_hold    bigint      NOT NULL DEFAULT 0,
    finished_at  timestamptz,
    CHECK ((state = 'requested') = (decided_by IS NULL)),
    -- What is over does not say any more whom it was about.
    CHECK ((state IN ('refused', 'done')) = (person_id IS NULL))
);
CREATE INDEX erasure_due ON erasure (erasure_id) WHERE state = 'approved';

CREATE TABLE event_erased (
    entry_index bigint      PRIMARY KEY REFERENCES log_entry (entry_index),
    erasure_id  uuid        NOT NULL REFERENCES erasure (erasure_id),
    at          timestamptz NOT NULL,
    action      text        NOT NULL,
    outcome     text        NOT NULL,
    service     text        NOT NULL,
    place       json,
    erased_at   timestamptz NOT NULL
);
CREATE INDEX event_erased_erasure ON event_erased (erasure_id, entry_index);
COMMENT ON COLUMN event_erased.place IS 'Stream and number, so that completeness can be counted over erased events too';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_erased
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Nothing is erased without a word about why.
CREATE FUNCTION require_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM event_erased AS t WHERE t.entry_index = OLD.entry_index) THEN
        RAISE EXCEPTION 'event: DELETE refused (expected: an approved erasure that names entry %)', OLD.entry_index
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER told BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION require_erasure();

CREATE FUNCTION check_event_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM erasure AS e WHERE e.erasure_id = NEW.erasure_id AND e.state = 'approved') THEN
        RAISE EXCEPTION 'event_erased: refused (expected: an approved erasure)' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER approved BEFORE INSERT ON event_erased FOR EACH ROW EXECUTE FUNCTION check_event_erased();

REVOKE UPDATE, DELETE, TRUNCATE ON event_erased FROM ${app_role};
REVOKE DELETE, TRUNCATE ON erasure FROM ${app_role};
