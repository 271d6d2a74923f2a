-- Data keys, wrapped by the key-encryption key kek_id. Only the wrapped form is ever stored.
CREATE TABLE data_key (
    key_id         uuid        PRIMARY KEY,
    owner_id       uuid        REFERENCES person,
    purpose        text        NOT NULL CHECK (purpose IN ('MESSAGE', 'FILE', 'ARCHIVE', 'INDEX')),
    month          char(7)     NOT NULL,
    wrapped_secret bytea       NOT NULL,
    kek_id         bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (owner_id, purpose, month),
    CHECK ((owner_id IS NULL) = (purpose = 'INDEX'))
);
