-- What a record is: 'content' is a version of a message; 'reacted' and 'unreacted' are a reaction to one and its
-- removal, 'titled' is a title of the conversation. content_type of a reaction is that of its message, so that no policy
-- destroys it before the message.
ALTER TABLE record ADD COLUMN kind text NOT NULL DEFAULT 'content'
    CHECK (kind IN ('content', 'reacted', 'unreacted', 'titled'));

-- Who did what to a conversation itself. sender_id: who did it, all zeros for the system; detail: a JSON text of codes
-- and ids, byte by byte as it was sealed. A title is a record.
CREATE TABLE happening (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    accepted_at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('opened', 'joined', 'left', 'role-changed', 'renamed', 'visibility-changed')),
    sender_id uuid NOT NULL,
    subjects uuid[] NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);

REVOKE UPDATE, DELETE, TRUNCATE ON happening FROM ${app_role};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON happening
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
