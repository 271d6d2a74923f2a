CREATE TABLE person (
    person_id      uuid        PRIMARY KEY,
    user_name      text        NOT NULL UNIQUE,
    external_id    text,
    display_name   text        NOT NULL,
    formatted_name text,
    given_name     text,
    family_name    text,
    kind           text        NOT NULL CHECK (kind IN ('employee', 'guest', 'minor', 'bot')),
    region         text        NOT NULL,
    birth_date     date,
    active         boolean     NOT NULL,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL
);
CREATE INDEX person_external_id ON person (external_id) WHERE external_id IS NOT NULL;

-- The latest effective time of a basis change and the latest watermark: one row, moved only under the advisory lock.
CREATE TABLE basis_clock (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    effective_at_ms bigint  NOT NULL,
    watermark_ms    bigint  NOT NULL
);
INSERT INTO basis_clock (effective_at_ms, watermark_ms) VALUES (0, 0);
REVOKE INSERT, DELETE, TRUNCATE ON basis_clock FROM ${app_role};
