-- Comparisons of the archive's account with what message-service accepted. A row waits until somebody works on it;
-- whoever does holds its lock, so that it is taken up again when they die.
CREATE TABLE reconciliation (
    reconciliation_id uuid PRIMARY KEY,
    -- NULL: nightly.
    requested_by uuid,
    -- Once a night, however many instances think of it.
    night date UNIQUE,
    requested_at timestamptz NOT NULL,
    -- Facts accepted later do not count.
    until timestamptz,
    finished_at timestamptz,
    conversations bigint,
    facts bigint,
    differences bigint,
    CHECK ((requested_by IS NULL) = (night IS NOT NULL)),
    CHECK (num_nonnulls(until, finished_at, conversations, facts, differences) IN (0, 5))
);

CREATE INDEX reconciliation_waiting ON reconciliation (requested_at) WHERE finished_at IS NULL;

CREATE TABLE reconciliation_difference (
    reconciliation_id uuid NOT NULL REFERENCES reconciliation,
    conversation_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('missing', 'surplus', 'altered')),
    accepted bigint NOT NULL,
    accounted bigint NOT NULL,
    PRIMARY KEY (reconciliation_id, conversation_id)
);

REVOKE DELETE, TRUNCATE ON reconciliation FROM ${app_role};
REVOKE UPDATE, DELETE, TRUNCATE ON reconciliation_difference FROM ${app_role};
