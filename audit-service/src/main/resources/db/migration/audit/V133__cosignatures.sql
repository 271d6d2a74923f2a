-- What witnesses said of checkpoints (C2SP tlog-cosignature). Evidence: it only grows, like the checkpoints themselves.
CREATE TABLE log_cosignature (
    size    bigint      NOT NULL REFERENCES log_checkpoint (size) CHECK (size > 0),
    witness text        NOT NULL,
    line    text        NOT NULL CHECK (line LIKE '— %' AND right(line, 1) = E'\n'),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (size, witness)
);
CREATE INDEX log_cosignature_witness ON log_cosignature (witness, size);
COMMENT ON COLUMN log_cosignature.witness IS 'Verifier key of the witness, which is who it is';
COMMENT ON COLUMN log_cosignature.line IS 'Signature line of a signed note, verified before it was kept';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON log_cosignature FROM ${app_role};

-- One instance at a time goes to the witnesses.
CREATE TABLE witness_lease (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    holder     uuid,
    held_until timestamptz
);
INSERT INTO witness_lease DEFAULT VALUES;
REVOKE INSERT, DELETE, TRUNCATE ON witness_lease FROM ${app_role};
