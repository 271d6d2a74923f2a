-- What people were called, and when. One row is open (to_at is null) while the person is in the registry. Goes with the
-- person's entry, and a name that ended goes with the archive keys of its time.
CREATE TABLE person_name (
    person_id    uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    from_at      timestamptz NOT NULL,
    to_at        timestamptz,
    display_name text        NOT NULL,
    user_name    text        NOT NULL,
    emails       text[]      NOT NULL,
    PRIMARY KEY (person_id, from_at),
    CHECK (to_at > from_at)
);

CREATE UNIQUE INDEX person_name_now ON person_name (person_id) WHERE to_at IS NULL;

-- Of who is known already, only the last change is known.
INSERT INTO person_name (person_id, from_at, to_at, display_name, user_name, emails)
SELECT person_id, least(changed_at, coalesce(deleted_at - interval '1 millisecond', changed_at)), deleted_at, display_name,
       user_name, ARRAY(SELECT e ->> 'value' FROM jsonb_array_elements(coalesce(attributes -> 'emails', '[]')) e
                        WHERE e ->> 'value' IS NOT NULL)
FROM person;
