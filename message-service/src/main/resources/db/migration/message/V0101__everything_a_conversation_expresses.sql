ALTER TABLE conversation ADD COLUMN history text NOT NULL DEFAULT 'all' CHECK (history IN ('all', 'from-joining'));
UPDATE conversation SET history = 'from-joining' WHERE kind = 'customer';

-- visible_from: the first number that the person may read by this stay.
ALTER TABLE member
    ADD COLUMN role         text   NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'moderator', 'member')),
    ADD COLUMN visible_from bigint NOT NULL DEFAULT 0;

-- thread_id: the message that began the thread. detail: the rest of the change, as protobuf; null for plain messages.
ALTER TABLE message
    DROP CONSTRAINT message_change_check,
    ADD CONSTRAINT message_change_check CHECK (change IN ('opened', 'posted', 'edited', 'recalled', 'members-added',
        'member-removed', 'reacted', 'role-changed', 'properties-changed')),
    ADD COLUMN thread_id uuid,
    ADD COLUMN detail    bytea;

CREATE INDEX message_thread ON message (conversation_id, thread_id, seq) WHERE thread_id IS NOT NULL;
CREATE INDEX message_edited ON message (conversation_id, message_id, seq) WHERE change = 'edited';

-- What each reaction is now. One taken back keeps its row, so that taking it back again is known as a repeat.
CREATE TABLE reaction (
    conversation_id uuid    NOT NULL,
    message_id      uuid    NOT NULL,
    person_id       uuid    NOT NULL,
    emoji           text    NOT NULL,
    -- The fact that said so last.
    seq             bigint  NOT NULL,
    removed         boolean NOT NULL,
    PRIMARY KEY (conversation_id, message_id, person_id, emoji)
) WITH (fillfactor = 90);

-- Who was mentioned where; person 0 stands for everybody.
CREATE TABLE mention (
    conversation_id uuid   NOT NULL,
    person_id       uuid   NOT NULL,
    seq             bigint NOT NULL,
    message_id      uuid   NOT NULL,
    sender_id       uuid   NOT NULL,
    PRIMARY KEY (conversation_id, person_id, seq)
);
REVOKE UPDATE, DELETE, TRUNCATE ON mention FROM ${app_role};

-- Conversations from before roles: who opened it owns it, or the one who is in it the longest.
UPDATE member m SET role = 'owner'
FROM (SELECT DISTINCT ON (s.conversation_id) s.conversation_id, s.person_id
      FROM member s
      JOIN conversation c ON c.conversation_id = s.conversation_id AND c.kind <> 'direct'
      LEFT JOIN message o ON o.conversation_id = s.conversation_id AND o.seq = 0
      WHERE s.until_seq IS NULL
      ORDER BY s.conversation_id, (s.person_id = o.sender_id) DESC NULLS LAST, s.from_seq, s.person_id) first
WHERE m.conversation_id = first.conversation_id AND m.person_id = first.person_id AND m.until_seq IS NULL;
