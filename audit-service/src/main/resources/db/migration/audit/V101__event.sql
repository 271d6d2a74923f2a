-- What the entries commit to. Kept beside the log, so that a body can be erased with its salt while the commitment
-- stays; it can never be altered.

CREATE TABLE event (
    entry_index bigint      PRIMARY KEY REFERENCES log_entry (entry_index),
    event_id    uuid        NOT NULL UNIQUE,
    at          timestamptz NOT NULL,
    actor_id    text        NOT NULL,
    action      text        NOT NULL,
    object_type text        NOT NULL,
    object_id   text        NOT NULL,
    outcome     text        NOT NULL,
    case_ref    text,
    salt        bytea       NOT NULL CHECK (length(salt) = 32),
    body        text        NOT NULL
);
COMMENT ON COLUMN event.body IS 'Canonical JSON (RFC 8785), exactly the bytes that were committed to; the other columns repeat it for queries';

CREATE INDEX event_at ON event (at);
CREATE INDEX event_actor ON event (actor_id, entry_index);
CREATE INDEX event_action ON event (action, entry_index);
CREATE INDEX event_object ON event (object_id, entry_index);
CREATE INDEX event_case ON event (case_ref, entry_index) WHERE case_ref IS NOT NULL;

CREATE TRIGGER erase_only BEFORE UPDATE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE UPDATE, TRUNCATE ON event FROM ${app_role};
