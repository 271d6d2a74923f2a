-- An emergency grant works at once. Two approvers confirm it by confirm_by, or it is reported.
ALTER TABLE read_grant
    ADD COLUMN views_per_hour int NOT NULL CHECK (views_per_hour > 0),
    ADD COLUMN confirm_by timestamptz,
    ADD COLUMN confirmed_by uuid,
    ADD COLUMN confirmed_at timestamptz,
    DROP CONSTRAINT read_grant_state_check,
    ADD CONSTRAINT read_grant_state_check CHECK (state IN
        ('REQUESTED', 'APPROVED', 'REFUSED', 'REVOKED', 'EXPIRED', 'EMERGENCY', 'UNCONFIRMED')),
    ADD CHECK (state NOT IN ('EMERGENCY', 'UNCONFIRMED') OR confirm_by IS NOT NULL),
    ADD CHECK (confirmed_by <> requester_id AND confirmed_by <> decided_by),
    ADD CHECK (confirm_by IS NULL OR state <> 'APPROVED' OR confirmed_by IS NOT NULL);

CREATE INDEX read_grant_unconfirmed ON read_grant (confirm_by) WHERE state = 'EMERGENCY';

-- How many records were shown under a grant in an hour of the clock (UTC).
CREATE TABLE grant_use (
    grant_id uuid NOT NULL REFERENCES read_grant,
    hour timestamptz NOT NULL,
    records bigint NOT NULL,
    PRIMARY KEY (grant_id, hour)
);

REVOKE DELETE, TRUNCATE ON grant_use FROM ${app_role};
