-- How far each receiver of pushed events is. One instance at a time pushes to a receiver: the one that holds its lease.
-- The epoch grows with each change of hands; who comes late with an older one cannot move the position.
CREATE TABLE siem_receiver (
    name         text        PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    kind         text        NOT NULL CHECK (kind IN ('webhook', 'syslog', 'kafka')),
    destination  text        NOT NULL,
    digest       text        NOT NULL,
    position     bigint      NOT NULL CHECK (position >= 0),
    holder       uuid,
    held_until   timestamptz,
    epoch        bigint      NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    failed_at    timestamptz,
    failure      text,
    failures     integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    removed_at   timestamptz
) WITH (fillfactor = 50);
COMMENT ON COLUMN siem_receiver.position IS 'Index in the log of the next event to push';
COMMENT ON COLUMN siem_receiver.digest IS 'SHA-256 of its settings, without secrets: another one is a change that is recorded';
COMMENT ON COLUMN siem_receiver.failures IS 'In a row, since the last delivery';
COMMENT ON COLUMN siem_receiver.removed_at IS 'No longer among the settings; it goes on where it was when it comes back';

-- A position never goes back by an accident of the application.
CREATE FUNCTION refuse_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'siem_receiver.position: % (expected: at least %)', NEW.position, OLD.position
        USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER forward_only BEFORE UPDATE ON siem_receiver
    FOR EACH ROW WHEN (NEW.position < OLD.position) EXECUTE FUNCTION refuse_going_back();

REVOKE DELETE, TRUNCATE ON siem_receiver FROM ${app_role};
