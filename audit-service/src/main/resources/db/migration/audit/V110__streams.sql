-- How far each stream of numbered events was seen, and what is missing from it. Services number their events from 1
-- without a gap, so a number that does not come is an event that was lost.
CREATE TABLE event_stream (
    stream      uuid        PRIMARY KEY,
    service     text        NOT NULL,
    last_number bigint      NOT NULL CHECK (last_number > 0),
    seen_at     timestamptz NOT NULL
);

CREATE TABLE event_gap (
    stream       uuid        NOT NULL REFERENCES event_stream (stream),
    first_number bigint      NOT NULL CHECK (first_number > 0),
    last_number  bigint      NOT NULL CHECK (last_number >= first_number),
    noticed_at   timestamptz NOT NULL,
    reported_at  timestamptz,
    PRIMARY KEY (stream, first_number)
);
COMMENT ON COLUMN event_gap.reported_at IS 'When it became an event of its own: a while after it was noticed, since events may overtake each other';
CREATE INDEX event_gap_silent ON event_gap (noticed_at) WHERE reported_at IS NULL;

REVOKE DELETE, TRUNCATE ON event_stream FROM ${app_role};
