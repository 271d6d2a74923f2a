-- Who wrote a version; empty for those from before this was kept: nobody can be the second person then but anybody.
ALTER TABLE notice_version
    ADD COLUMN mandatory  boolean NOT NULL DEFAULT false,
    ADD COLUMN drafted_by text    NOT NULL DEFAULT '';

-- The steps of a version's life. Append-only; each but a reminder is taken once.
CREATE TABLE notice_step (
    notice_id uuid        NOT NULL,
    version   integer     NOT NULL,
    step      text        NOT NULL CHECK (step IN ('submitted', 'approved', 'rejected', 'effective', 'retired', 'reminded')),
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    -- How many were reminded.
    people    integer,
    FOREIGN KEY (notice_id, version) REFERENCES notice_version
);
CREATE UNIQUE INDEX notice_step_once ON notice_step (notice_id, version, step) WHERE step <> 'reminded';
CREATE INDEX notice_step_of ON notice_step (notice_id, version);
REVOKE UPDATE, DELETE, TRUNCATE ON notice_step FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is in effect already has taken effect.
INSERT INTO notice_step (notice_id, version, step, at, actor)
SELECT notice_id, version, 'effective', published_at, '' FROM notice_version WHERE published_at IS NOT NULL;

CREATE INDEX answer_of_notice ON answer (notice_id, person_id, effective_at);
