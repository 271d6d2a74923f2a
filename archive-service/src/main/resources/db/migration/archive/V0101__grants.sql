CREATE TABLE read_grant (
    grant_id uuid PRIMARY KEY,
    requester_id uuid NOT NULL,
    purpose text NOT NULL,
    case_ref text NOT NULL,
    justification text NOT NULL,
    scope_persons uuid[] NOT NULL,
    scope_conversations uuid[] NOT NULL,
    scope_from timestamptz NOT NULL,
    scope_to timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('REQUESTED', 'APPROVED', 'REFUSED', 'REVOKED', 'EXPIRED')),
    requested_at timestamptz NOT NULL,
    decided_by uuid,
    decided_at timestamptz,
    comment text,
    revoked_by uuid,
    revoked_at timestamptz,
    revoke_comment text,
    version bigint NOT NULL,
    CHECK (cardinality(scope_persons) + cardinality(scope_conversations) > 0),
    CHECK (state NOT IN ('APPROVED', 'REFUSED') OR decided_by IS NOT NULL),
    CHECK (decided_by <> requester_id)
);

CREATE INDEX read_grant_requester ON read_grant (requester_id, grant_id);
CREATE INDEX read_grant_running ON read_grant (expires_at) WHERE state IN ('REQUESTED', 'APPROVED');
