CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: % refused (expected: INSERT only)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TABLE notice (
    notice_id  uuid        PRIMARY KEY,
    purpose    text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('agreement', 'notice', 'consent')),
    created_at timestamptz NOT NULL
);
CREATE TABLE notice_version (
    notice_id        uuid        NOT NULL REFERENCES notice,
    version          integer     NOT NULL CHECK (version > 0),
    audience_kinds   text[]      NOT NULL,
    audience_regions text[]      NOT NULL,
    texts            jsonb       NOT NULL,
    material         boolean     NOT NULL,
    refusable        boolean     NOT NULL,
    drafted_at       timestamptz NOT NULL,
    published_at     timestamptz,
    PRIMARY KEY (notice_id, version),
    CHECK (version > 1 OR material)
);
REVOKE DELETE, TRUNCATE ON notice FROM ${app_role};
-- A trigger, not a missing right: the right to update is needed to lock the row.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON notice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE DELETE, TRUNCATE ON notice_version FROM ${app_role};

-- What people were shown must stay what it was.
CREATE FUNCTION refuse_published_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'notice_version: % version % is published (expected: a draft)', OLD.notice_id, OLD.version
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON notice_version
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_published_change();
