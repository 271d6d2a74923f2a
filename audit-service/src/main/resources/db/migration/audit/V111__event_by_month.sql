-- Events by the month (UTC) of when they happened, so that a question about a month reads a month. The id is the log's
-- (log_entry.entry_id); whom an event concerns is new.

ALTER TABLE event RENAME TO event_before;
ALTER TABLE event_before DROP CONSTRAINT event_pkey;
ALTER TABLE event_before DROP CONSTRAINT event_event_id_key;
DROP INDEX event_at, event_actor, event_action, event_object, event_case;

CREATE TABLE event (
    entry_index bigint      NOT NULL REFERENCES log_entry (entry_index),
    at          timestamptz NOT NULL,
    actor_id    text        NOT NULL,
    action      text        NOT NULL,
    object_type text        NOT NULL,
    object_id   text        NOT NULL,
    outcome     text        NOT NULL,
    case_ref    text,
    affected    text[]      CHECK (cardinality(affected) > 0),
    salt        bytea       NOT NULL CHECK (length(salt) = 32),
    body        text        NOT NULL,
    PRIMARY KEY (entry_index, at)
) PARTITION BY RANGE (at);
COMMENT ON COLUMN event.body IS 'Canonical JSON (RFC 8785), exactly the bytes that were committed to; the other columns repeat it for queries';
COMMENT ON COLUMN event.affected IS 'Ids of people whom the event concerns, beside its actor';

CREATE INDEX event_at ON event (at);
CREATE INDEX event_actor ON event (actor_id, entry_index);
CREATE INDEX event_action ON event (action, entry_index);
CREATE INDEX event_object ON event (object_id, entry_index);
CREATE INDEX event_case ON event (case_ref, entry_index) WHERE case_ref IS NOT NULL;
CREATE INDEX event_unsuccessful ON event (outcome, entry_index) WHERE outcome <> 'success';
CREATE INDEX event_affected ON event USING gin (affected) WHERE affected IS NOT NULL;

CREATE TRIGGER erase_only BEFORE UPDATE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What no month was made for: a clock far from the truth must not make thousands of tables.
CREATE TABLE event_default PARTITION OF event DEFAULT;
CREATE TRIGGER erase_only BEFORE UPDATE OR TRUNCATE ON event_default
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Makes the partition of the month that holds the given instant, within ten years back and one month ahead. Runs with
-- the owner's rights: the application reaches partitions only through the guarded parent.
CREATE FUNCTION ensure_event_partition(instant timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    this_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    name text := 'event_' || to_char(month, 'YYYY_MM');
    start_at timestamptz := month AT TIME ZONE 'UTC';
    end_at timestamptz := (month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    IF month NOT BETWEEN this_month - interval '10 years' AND this_month + interval '1 month' THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_event_partition'));
    IF to_regclass('public.' || name) IS NULL
            AND NOT EXISTS (SELECT FROM public.event_default WHERE at >= start_at AND at < end_at) THEN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.event FOR VALUES FROM (%L) TO (%L)',
            name, start_at, end_at);
        EXECUTE format('CREATE TRIGGER erase_only BEFORE UPDATE OR TRUNCATE ON public.%I
            FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name);
        EXECUTE format('REVOKE ALL ON public.%I FROM ${app_role}', name);
    END IF;
END
$$;

REVOKE ALL ON FUNCTION ensure_event_partition(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_event_partition(timestamptz) TO ${app_role};

SELECT ensure_event_partition(month) FROM (SELECT DISTINCT date_trunc('month', at) AS month FROM event_before) AS months;

INSERT INTO event (entry_index, at, actor_id, action, object_type, object_id, outcome, case_ref, affected, salt, body)
SELECT entry_index, at, actor_id, action, object_type, object_id, outcome, case_ref,
       CASE WHEN object_type = 'person' AND object_id <> '' THEN ARRAY[object_id] END, salt, body
FROM event_before;

DROP TABLE event_before;

REVOKE UPDATE, TRUNCATE ON event FROM ${app_role};
REVOKE ALL ON event_default FROM ${app_role};
