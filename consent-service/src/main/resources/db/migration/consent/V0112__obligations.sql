-- Legal obligations on file. What they say never changes; what becomes of them are steps.
CREATE TABLE obligation (
    obligation_id    uuid        PRIMARY KEY,
    purpose          text        NOT NULL,
    title            text        NOT NULL,
    text             text        NOT NULL,
    audience_kinds   text[]      NOT NULL,
    audience_regions text[]      NOT NULL,
    valid_from       timestamptz NOT NULL,
    valid_until      timestamptz,
    registered_by    text        NOT NULL,
    registered_at    timestamptz NOT NULL,
    CHECK (valid_until > valid_from)
);
CREATE TABLE obligation_step (
    obligation_id uuid        NOT NULL REFERENCES obligation,
    step          text        NOT NULL CHECK (step IN ('approved', 'refused', 'ended', 'expired')),
    at            timestamptz NOT NULL,
    actor         text        NOT NULL,
    PRIMARY KEY (obligation_id, step)
);
-- Which rules decided for a region, and since when.
CREATE TABLE rule_pack_in_force (
    region text        NOT NULL,
    since  timestamptz NOT NULL,
    -- Empty: no pack, so nothing is allowed.
    pack   text        NOT NULL,
    digest text        NOT NULL,
    PRIMARY KEY (region, since)
);
-- People whose bases must be decided anew from an instant on; worked off in steps, by whichever instance comes.
CREATE TABLE basis_review (
    review_id    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    purposes     text[]      NOT NULL,
    kinds        text[]      NOT NULL,
    -- Empty: every region.
    regions      text[]      NOT NULL,
    due_at       timestamptz NOT NULL,
    after_person uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    done_at      timestamptz
);
CREATE INDEX basis_review_open ON basis_review (due_at) WHERE done_at IS NULL;

REVOKE UPDATE, DELETE, TRUNCATE ON obligation, obligation_step, rule_pack_in_force FROM ${app_role};
REVOKE DELETE, TRUNCATE ON basis_review FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON obligation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON obligation_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_pack_in_force
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE basis_entry
    DROP CONSTRAINT basis_entry_ground_check,
    DROP CONSTRAINT basis_entry_check,
    DROP CONSTRAINT basis_entry_check1,
    DROP CONSTRAINT basis_entry_check2,
    ADD COLUMN obligation_id uuid REFERENCES obligation,
    ADD COLUMN valid_until timestamptz,
    ADD COLUMN pack text NOT NULL DEFAULT '',
    ADD COLUMN why text NOT NULL DEFAULT '',
    ADD CONSTRAINT ground_known CHECK (ground IN ('none', 'consent', 'notice', 'legal-obligation')),
    -- No ground without what it rests on, and nothing to rest on without a ground.
    ADD CONSTRAINT word_behind_it CHECK ((ground IN ('consent', 'notice')) =
        (answer_id IS NOT NULL AND notice_id IS NOT NULL AND notice_version IS NOT NULL)),
    ADD CONSTRAINT obligation_behind_it CHECK ((ground = 'legal-obligation') = (obligation_id IS NOT NULL));
CREATE INDEX person_by_region ON person (region, person_id);
