DO $$
BEGIN
    IF EXISTS (SELECT FROM data_key) OR EXISTS (SELECT FROM receipt_key) THEN
        RAISE EXCEPTION 'keys: wrapped as before there were wrapping keys (expected: none; begin anew with ./parley reset)';
    END IF;
END $$;

-- What wraps the keys below. Each lies wrapped itself, by the key-encryption key kek_uri that the customer holds. Ids are
-- ascending in time (UUIDv7): the greatest wraps now, the others only open.
CREATE TABLE wrapping_key (
    wrapping_key_id uuid        PRIMARY KEY,
    wrapped_secret  bytea       NOT NULL,
    kek_uri         text        NOT NULL,
    created_at      timestamptz NOT NULL,
    -- Since when nothing lies under an older one any more.
    settled_at      timestamptz
);
REVOKE DELETE, TRUNCATE ON wrapping_key FROM ${app_role};

-- A destroyed key keeps its row: that it was there is no secret, and its slot is never filled again.
ALTER TABLE data_key
    DROP COLUMN kek_id,
    ADD COLUMN wrapping_key_id uuid REFERENCES wrapping_key,
    ADD COLUMN destroyed_at timestamptz,
    ALTER COLUMN wrapped_secret DROP NOT NULL,
    ADD CONSTRAINT wrapped_or_destroyed CHECK (
        (wrapped_secret IS NULL) = (destroyed_at IS NOT NULL) AND (wrapped_secret IS NULL) = (wrapping_key_id IS NULL)),
    ADD CONSTRAINT region_key_stays CHECK (destroyed_at IS NULL OR owner_id IS NOT NULL);
CREATE INDEX data_key_by_wrapping_key ON data_key (wrapping_key_id, key_id);
REVOKE DELETE, TRUNCATE ON data_key FROM ${app_role};

ALTER TABLE receipt_key
    DROP COLUMN kek_id,
    ADD COLUMN wrapping_key_id uuid NOT NULL REFERENCES wrapping_key;
GRANT UPDATE (wrapped_private_key, wrapping_key_id) ON receipt_key TO ${app_role};
-- That an obligation demands to keep something: stores, and an ISO 8601 period from the end of the month.
ALTER TABLE obligation
    ADD COLUMN kept_stores text[],
    ADD COLUMN kept_for text,
    ADD CONSTRAINT kept_whole CHECK ((kept_stores IS NULL) = (kept_for IS NULL));

-- Requests to destroy the data keys of a person, and what a second person said to each.
CREATE TABLE key_destruction (
    destruction_id uuid        PRIMARY KEY,
    person_id      uuid        NOT NULL REFERENCES person,
    stores         text[]      NOT NULL,
    -- Months, both included.
    from_month     char(7)     NOT NULL,
    until_month    char(7)     NOT NULL CHECK (until_month >= from_month),
    ground         text        NOT NULL,
    requested_by   uuid        NOT NULL,
    requested_at   timestamptz NOT NULL,
    state          text        NOT NULL CHECK (state IN ('requested', 'refused', 'done')),
    decided_by     uuid        CHECK (decided_by <> requested_by),
    decided_at     timestamptz,
    keys           integer,
    CHECK ((state = 'requested') = (decided_by IS NULL AND decided_at IS NULL)),
    CHECK ((state = 'done') = (keys IS NOT NULL))
);
REVOKE UPDATE, DELETE, TRUNCATE ON key_destruction FROM ${app_role};
GRANT UPDATE (state, decided_by, decided_at, keys) ON key_destruction TO ${app_role};
