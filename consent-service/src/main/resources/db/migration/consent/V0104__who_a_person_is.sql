-- version counts what the provisioning client sees, revision what the services hear of.
ALTER TABLE person
    DROP CONSTRAINT person_user_name_key,
    ADD COLUMN attributes   jsonb       NOT NULL DEFAULT '{}',
    ADD COLUMN languages    text[]      NOT NULL DEFAULT '{}',
    ADD COLUMN revision     bigint,
    ADD COLUMN expires_at   timestamptz,
    ADD COLUMN left_at      timestamptz,
    -- When the person came back: what was answered before says nothing about this stay.
    ADD COLUMN answers_from timestamptz,
    -- Taken out by the provisioning client: invisible to it, and the user name is free again (RFC 7644 §3.6).
    ADD COLUMN deleted_at   timestamptz,
    -- User name and display name, folded by the service: databases differ in what they call lower case.
    ADD COLUMN search_text  text;
UPDATE person SET revision = version, search_text = user_name || chr(10) || lower(display_name);
ALTER TABLE person
    ALTER COLUMN revision SET NOT NULL,
    ALTER COLUMN search_text SET NOT NULL;
CREATE UNIQUE INDEX person_user_name ON person (user_name) WHERE deleted_at IS NULL;

-- Every run of one, two and three characters. pg_trgm would not do: two Chinese characters are a whole name, and by the
-- database's locale it may not take them for letters at all.
CREATE FUNCTION grams(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT substr($1, i, n))
    FROM generate_series(1, length($1)) i, generate_series(1, 3) n
    WHERE i + n - 1 <= length($1)
$$;
CREATE INDEX person_grams ON person USING gin (grams(search_text)) WHERE deleted_at IS NULL;

-- An account of a token issuer is one person; a person has one account at an issuer.
CREATE TABLE sign_in (
    issuer    text        NOT NULL,
    subject   text        NOT NULL,
    person_id uuid        NOT NULL REFERENCES person,
    linked_at timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (person_id, issuer)
);

CREATE TABLE person_group (
    group_id     uuid        PRIMARY KEY,
    display_name text        NOT NULL,
    external_id  text,
    version      bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL
);
CREATE TABLE group_member (
    group_id  uuid NOT NULL REFERENCES person_group ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person,
    PRIMARY KEY (group_id, person_id)
);
CREATE INDEX group_member_by_person ON group_member (person_id);

-- Guests whom an employee answers for; person.expires_at says how long.
CREATE TABLE invitation (
    person_id  uuid        PRIMARY KEY REFERENCES person,
    inviter_id uuid        NOT NULL REFERENCES person,
    invited_at timestamptz NOT NULL
);
CREATE INDEX invitation_by_inviter ON invitation (inviter_id, person_id);
CREATE INDEX person_expiring ON person (expires_at) WHERE active AND expires_at IS NOT NULL;

CREATE FUNCTION email_addresses(jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT COALESCE(array_agg(lower(e ->> 'value')), '{}') FROM jsonb_array_elements(COALESCE($1 -> 'emails', '[]')) e
$$;
CREATE INDEX person_email ON person USING gin (email_addresses(attributes))
    WHERE deleted_at IS NULL AND jsonb_exists(attributes, 'emails');
