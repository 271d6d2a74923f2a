-- Each fact's decision is chained to the one before it in its conversation; the links of one batch lie under a Merkle
-- root that the audit log holds. leaves: the links of the batch, 32 bytes each, in the order of their leaf numbers.
CREATE TABLE seal (
    seal_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    root bytea NOT NULL CHECK (length(root) = 32),
    leaves bytea NOT NULL CHECK (length(leaves) > 0 AND length(leaves) % 32 = 0),
    sealed_at timestamptz NOT NULL,
    event_id uuid NOT NULL
);

-- Ciphertext-like bytes do not compress, and one link is read at a time.
ALTER TABLE seal ALTER COLUMN leaves SET STORAGE EXTERNAL;

ALTER TABLE disposition ADD COLUMN seal_id bigint NOT NULL, ADD COLUMN leaf int NOT NULL;
ALTER TABLE record ADD COLUMN commitment bytea NOT NULL CHECK (length(commitment) = 32);
ALTER TABLE conversation ADD COLUMN head bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
    CHECK (length(head) = 32);

REVOKE UPDATE, DELETE, TRUNCATE ON seal FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
