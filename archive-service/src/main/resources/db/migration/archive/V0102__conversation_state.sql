-- What participants may see. basis_offset: the position of the basis topic on which the state was judged;
-- due_offset: it must be judged again by a view that has come at least this far.
CREATE TABLE conversation_state (
    conversation_id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('PENDING', 'ARCHIVED', 'NOT_ARCHIVED')),
    why text NOT NULL,
    version bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    basis_offset bigint NOT NULL,
    due_offset bigint
);

CREATE INDEX conversation_state_due ON conversation_state (due_offset) WHERE due_offset IS NOT NULL;
