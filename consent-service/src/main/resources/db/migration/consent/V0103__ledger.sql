-- What people answered, with their receipts. Append-only for everyone: rights first, triggers behind them.
CREATE TABLE answer (
    answer_id        uuid        PRIMARY KEY,
    person_id        uuid        NOT NULL REFERENCES person,
    notice_id        uuid        NOT NULL,
    notice_version   integer     NOT NULL,
    purpose          text        NOT NULL,
    kind             text        NOT NULL,
    audience_kinds   text[]      NOT NULL,
    audience_regions text[]      NOT NULL,
    locale           text        NOT NULL,
    act              text        NOT NULL CHECK (act IN ('accepted', 'acknowledged', 'refused', 'withdrawn')),
    shown_at         timestamptz,
    effective_at     timestamptz NOT NULL UNIQUE,
    -- json, not jsonb: byte for byte as the person got it.
    receipt          json        NOT NULL,
    FOREIGN KEY (notice_id, notice_version) REFERENCES notice_version
);
CREATE INDEX answer_of_person ON answer (person_id, purpose, effective_at);
REVOKE UPDATE, DELETE, TRUNCATE ON answer FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- From effective_at on, until the next entry of the person and purpose.
CREATE TABLE basis_entry (
    person_id      uuid        NOT NULL REFERENCES person,
    purpose        text        NOT NULL,
    effective_at   timestamptz NOT NULL,
    ground         text        NOT NULL CHECK (ground IN ('none', 'consent', 'notice')),
    notice_id      uuid,
    notice_version integer,
    answer_id      uuid REFERENCES answer,
    PRIMARY KEY (person_id, purpose, effective_at),
    CHECK ((ground = 'none') = (answer_id IS NULL)),
    CHECK ((ground = 'none') = (notice_id IS NULL)),
    CHECK ((ground = 'none') = (notice_version IS NULL))
);
REVOKE UPDATE, DELETE, TRUNCATE ON basis_entry FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON basis_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
