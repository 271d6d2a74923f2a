-- What was put before whom: the first time of each version, in each language, on each device. Append-only.
CREATE TABLE notice_served (
    person_id      uuid        NOT NULL REFERENCES person,
    notice_id      uuid        NOT NULL,
    notice_version integer     NOT NULL,
    locale         text        NOT NULL,
    -- As the client names itself; empty when it does not.
    device         text        NOT NULL,
    served_at      timestamptz NOT NULL,
    PRIMARY KEY (person_id, notice_id, notice_version, locale, device),
    FOREIGN KEY (notice_id, notice_version) REFERENCES notice_version
);
REVOKE UPDATE, DELETE, TRUNCATE ON notice_served FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_served
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Null for answers from before servings were recorded, and for withdrawals.
ALTER TABLE answer ADD COLUMN served_at timestamptz, ADD COLUMN device text;

-- The keys that sign receipts. The private half lies wrapped by the key-encryption key kek_id.
CREATE TABLE receipt_key (
    kid                 text        PRIMARY KEY,
    public_key          bytea       NOT NULL,
    wrapped_private_key bytea       NOT NULL,
    kek_id              bigint      NOT NULL,
    created_at          timestamptz NOT NULL
);
REVOKE UPDATE, DELETE, TRUNCATE ON receipt_key FROM ${app_role};
