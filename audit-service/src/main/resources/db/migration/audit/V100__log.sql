-- The transparency log. These tables only grow: the application may add rows and nothing more, and a trigger holds
-- even the owner to it.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: % refused (expected: INSERT only)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TABLE log_entry (
    entry_index bigint PRIMARY KEY CHECK (entry_index >= 0),
    entry_id    uuid   NOT NULL UNIQUE,
    commitment  bytea  NOT NULL CHECK (length(commitment) = 32)
);
COMMENT ON TABLE log_entry IS 'Entries of the log: salted commitments, without what they commit to';

CREATE TABLE log_tile (
    level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    number bigint   NOT NULL CHECK (number >= 0),
    root   bytea    NOT NULL CHECK (length(root) = 32),
    PRIMARY KEY (level, number)
);
COMMENT ON TABLE log_tile IS 'Roots of full tiles, which are the hashes of the tiles one level up; partial tiles are derived';

CREATE TABLE log_checkpoint (
    size          bigint      PRIMARY KEY CHECK (size >= 0),
    -- Unique: two checkpoints that extend the same one would be a fork.
    previous_size bigint      UNIQUE REFERENCES log_checkpoint (size) CHECK (previous_size < size),
    root          bytea       NOT NULL CHECK (length(root) = 32),
    note          text        NOT NULL,
    made_at       timestamptz NOT NULL,
    CHECK ((size = 0) = (previous_size IS NULL))
);
COMMENT ON TABLE log_checkpoint IS 'Every checkpoint ever signed, as published';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tile
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE UPDATE, DELETE, TRUNCATE ON log_entry, log_tile, log_checkpoint FROM ${app_role};
