-- The way out of a hold: its release, and later the disposition of what it kept, each asked for by one person and
-- approved by another. Every step once.
CREATE TABLE hold_step (
    hold_id uuid NOT NULL REFERENCES legal_hold (hold_id),
    step text NOT NULL CHECK (step IN ('release-requested', 'released', 'disposition-requested', 'disposed')),
    actor uuid NOT NULL,
    at timestamptz NOT NULL,
    comment text,
    PRIMARY KEY (hold_id, step)
);

INSERT INTO hold_step (hold_id, step, actor, at, comment)
SELECT hold_id, 'released', released_by, released_at, comment FROM hold_release;
DROP TABLE hold_release;

CREATE FUNCTION check_hold_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text := CASE NEW.step
        WHEN 'released' THEN 'release-requested'
        WHEN 'disposition-requested' THEN 'released'
        WHEN 'disposed' THEN 'disposition-requested' END;
BEGIN
    IF before IS NOT NULL AND NOT EXISTS (SELECT FROM hold_step
            WHERE hold_id = NEW.hold_id AND step = before
              AND (actor <> NEW.actor OR NEW.step = 'disposition-requested'))
        OR NEW.step = 'released' AND EXISTS (SELECT FROM legal_hold
            WHERE hold_id = NEW.hold_id AND placed_by = NEW.actor) THEN
        RAISE EXCEPTION 'hold_step: % refused (expected: in order, approved by another person)', NEW.step
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

REVOKE UPDATE, DELETE, TRUNCATE ON hold_step FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER in_order BEFORE INSERT ON hold_step FOR EACH ROW EXECUTE FUNCTION check_hold_step();

-- A hold is placed before or after a deletion, never during one: both take this lock.
CREATE FUNCTION lock_holds() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtext('legal_hold'))
$$;

CREATE FUNCTION lock_before_placing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lock_holds();
    RETURN NULL;
END $$;

CREATE TRIGGER lock BEFORE INSERT ON legal_hold FOR EACH STATEMENT EXECUTE FUNCTION lock_before_placing();

-- What forbids destruction: a hold also after its release, until a disposition is approved.
CREATE VIEW binding_hold AS
    SELECT h.* FROM legal_hold h WHERE NOT EXISTS (
        SELECT FROM hold_step s WHERE s.hold_id = h.hold_id AND s.step = 'disposed');

REVOKE INSERT, UPDATE, DELETE ON binding_hold FROM ${app_role};
