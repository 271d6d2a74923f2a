-- Times are Unix epoch milliseconds, UTC: what events carry, compared exactly.

CREATE TABLE conversation (
    conversation_id     uuid PRIMARY KEY,
    kind                text   NOT NULL CHECK (kind IN ('direct', 'group', 'customer')),
    title               text   NOT NULL,
    region              text   NOT NULL,
    -- "lower person id:higher person id" of a direct conversation: two people have one.
    direct_key          text UNIQUE,
    -- The fence: its writer changes it only from the value that it knows.
    last_seq            bigint NOT NULL,
    last_accepted_at_ms bigint NOT NULL,
    archive_state       text   NOT NULL DEFAULT 'pending' CHECK (archive_state IN ('pending', 'archived', 'not-archived')),
    archive_why         text   NOT NULL DEFAULT 'not-decided',
    archive_version     bigint NOT NULL DEFAULT 0,
    CHECK ((kind = 'direct') = (direct_key IS NOT NULL))
) WITH (fillfactor = 70);

-- One row per stay. A former member keeps the right to what was said until the stay ended.
CREATE TABLE member (
    conversation_id uuid   NOT NULL REFERENCES conversation,
    person_id       uuid   NOT NULL,
    from_seq        bigint NOT NULL,
    until_seq       bigint CHECK (until_seq > from_seq),
    read_seq        bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation_id, person_id, from_seq)
) WITH (fillfactor = 80);

CREATE UNIQUE INDEX member_present ON member (conversation_id, person_id) WHERE until_seq IS NULL;
CREATE INDEX member_by_person ON member (person_id, conversation_id) WHERE until_seq IS NULL;

-- One row per numbered fact. Content is ciphertext under its author's data key.
CREATE TABLE message (
    conversation_id uuid   NOT NULL,
    seq             bigint NOT NULL CHECK (seq >= 0),
    command_id      uuid   NOT NULL,
    message_id      uuid   NOT NULL,
    sender_id       uuid   NOT NULL,
    accepted_at_ms  bigint NOT NULL,
    change          text   NOT NULL CHECK (change IN
                        ('opened', 'posted', 'edited', 'recalled', 'members-added', 'member-removed')),
    key_id          uuid,
    ciphertext      bytea,
    content_type    text,
    fingerprint     bytea  NOT NULL,
    reply_to        uuid,
    -- 16 bytes each: mentions of a post, members concerned by a change of membership.
    people          bytea,
    PRIMARY KEY (conversation_id, seq),
    UNIQUE (conversation_id, command_id),
    CHECK ((change IN ('posted', 'edited')) = (key_id IS NOT NULL AND ciphertext IS NOT NULL AND content_type IS NOT NULL))
);

CREATE INDEX message_recalled ON message (conversation_id, message_id) WHERE change = 'recalled';

-- What was accepted stays as it was accepted, whoever asks through the service.
REVOKE UPDATE, DELETE, TRUNCATE ON message FROM ${app_role};
