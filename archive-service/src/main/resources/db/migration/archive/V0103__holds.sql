CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: % refused (expected: INSERT only)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

-- Legal holds as they were placed. Neither people nor conversations: everybody in the region.
CREATE TABLE legal_hold (
    hold_id uuid PRIMARY KEY,
    name text NOT NULL,
    case_ref text NOT NULL,
    scope_persons uuid[] NOT NULL,
    scope_conversations uuid[] NOT NULL,
    scope_from timestamptz,
    scope_to timestamptz,
    silent boolean NOT NULL,
    ground text NOT NULL,
    placed_by uuid NOT NULL,
    placed_at timestamptz NOT NULL,
    UNIQUE (hold_id, placed_by),
    CHECK (scope_from < scope_to)
);

-- What ended them: once, and by another person, here too.
CREATE TABLE hold_release (
    hold_id uuid PRIMARY KEY,
    placed_by uuid NOT NULL,
    released_by uuid NOT NULL CHECK (released_by <> placed_by),
    released_at timestamptz NOT NULL,
    comment text,
    FOREIGN KEY (hold_id, placed_by) REFERENCES legal_hold (hold_id, placed_by)
);

REVOKE UPDATE, DELETE, TRUNCATE ON legal_hold, hold_release FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_hold
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold_release
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
