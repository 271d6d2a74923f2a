-- What people are told of who read what they wrote, and decisions to tell them later. Numbers of one person's
-- disclosures follow the order in which they could be known, not that of the log: what was delayed comes behind what
-- the person has seen already, so that no page of theirs ever lacks it.

CREATE TABLE disclosure (
    person_id    text        NOT NULL,
    number       bigint      NOT NULL CHECK (number > 0),
    entry_index  bigint      NOT NULL,
    at           timestamptz NOT NULL,
    disclosed_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, number),
    UNIQUE (person_id, entry_index)
);
COMMENT ON TABLE disclosure IS 'Which events a person could see, written when the person asks; (entry_index, at) is the event';
CREATE INDEX disclosure_entry ON disclosure (entry_index);

CREATE TABLE disclosure_reader (
    actor_id  text PRIMARY KEY,
    reader_id uuid NOT NULL UNIQUE
);
COMMENT ON TABLE disclosure_reader IS 'By which random id people are told of the same reader, again and again';

CREATE TABLE disclosure_delay (
    delay_id          uuid        PRIMARY KEY,
    case_ref          text        NOT NULL CHECK (length(case_ref) BETWEEN 1 AND 200),
    ground            text        NOT NULL,
    requested_by      uuid        NOT NULL,
    requested_at      timestamptz NOT NULL,
    extends           uuid        REFERENCES disclosure_delay (delay_id),
    provisional_until timestamptz NOT NULL CHECK (provisional_until >= requested_at),
    until             timestamptz NOT NULL CHECK (until >= provisional_until AND until > requested_at),
    -- Without approval only the first of a case works, or a row of unapproved ones would have no end.
    CHECK (extends IS NULL OR provisional_until = requested_at)
);
CREATE UNIQUE INDEX disclosure_delay_first ON disclosure_delay (case_ref) WHERE extends IS NULL;
CREATE UNIQUE INDEX disclosure_delay_chain ON disclosure_delay (extends) WHERE extends IS NOT NULL;

CREATE TABLE disclosure_delay_step (
    delay_id uuid        NOT NULL REFERENCES disclosure_delay (delay_id),
    step     text        NOT NULL CHECK (step IN ('approved', 'refused', 'ended')),
    actor    uuid        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (delay_id, step)
);
CREATE UNIQUE INDEX disclosure_delay_decided ON disclosure_delay_step (delay_id) WHERE step IN ('approved', 'refused');

CREATE FUNCTION check_disclosure_delay_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.step <> 'ended'
            AND NEW.actor = (SELECT d.requested_by FROM disclosure_delay AS d WHERE d.delay_id = NEW.delay_id) THEN
        RAISE EXCEPTION 'disclosure_delay_step: refused (expected: another person than who asked)'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER four_eyes BEFORE INSERT ON disclosure_delay_step
    FOR EACH ROW EXECUTE FUNCTION check_disclosure_delay_step();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_delay
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_delay_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_delay, disclosure_delay_step FROM ${app_role};
REVOKE UPDATE, TRUNCATE ON disclosure, disclosure_reader FROM ${app_role};

-- Until when each delay works: approved to its end, else provisionally; never beyond its refusal or its ending.
CREATE VIEW disclosure_delay_state AS
SELECT d.*, approved.actor AS approved_by, approved.at AS approved_at, refused.actor AS refused_by,
       refused.at AS refused_at, ended.actor AS ended_by, ended.at AS ended_at,
       least(CASE WHEN approved.at IS NULL THEN d.provisional_until ELSE d.until END, refused.at, ended.at)
           AS effective_until
FROM disclosure_delay AS d
LEFT JOIN disclosure_delay_step AS approved ON approved.delay_id = d.delay_id AND approved.step = 'approved'
LEFT JOIN disclosure_delay_step AS refused ON refused.delay_id = d.delay_id AND refused.step = 'refused'
LEFT JOIN disclosure_delay_step AS ended ON ended.delay_id = d.delay_id AND ended.step = 'ended';
