-- A person's file: its parts lie in the object store, encrypted under a key of its own. Times are epoch milliseconds.
CREATE TABLE file (
    file_id         uuid PRIMARY KEY,
    owner_id        uuid   NOT NULL,
    state           text   NOT NULL CHECK (state IN ('receiving', 'complete')),
    -- What counts against the owner's quota. While a file of unknown length comes in: what it may at most become.
    size            bigint NOT NULL CHECK (size > 0),
    received        bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
    -- The owner's data key that wraps the file's own key and seals its name, media type and hash.
    key_id          uuid   NOT NULL,
    wrapped_key     bytea  NOT NULL,
    about           bytea  NOT NULL,
    -- When it is removed; null for good once a message named it.
    expires_at_ms   bigint,
    thumbnail       text   NOT NULL DEFAULT 'none' CHECK (thumbnail IN ('none', 'pending', 'made', 'failed')),
    thumbnail_id    uuid,
    thumbnail_bytes bigint,
    CHECK (state = 'receiving' OR received = size),
    CHECK (state = 'complete' OR expires_at_ms IS NOT NULL),
    CHECK ((thumbnail = 'made') = (thumbnail_id IS NOT NULL AND thumbnail_bytes IS NOT NULL))
);

CREATE INDEX file_by_owner ON file (owner_id) INCLUDE (size);
CREATE INDEX file_expiring ON file (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
CREATE INDEX file_thumbnail_pending ON file (file_id) WHERE thumbnail = 'pending';
CREATE INDEX file_thumbnail_made ON file (thumbnail_id) WHERE thumbnail_id IS NOT NULL;

-- One object of the store per part, in the order of their starts and without gaps.
CREATE TABLE file_part (
    file_id   uuid   NOT NULL REFERENCES file ON DELETE CASCADE,
    start     bigint NOT NULL CHECK (start >= 0),
    bytes     bigint NOT NULL CHECK (bytes > 0),
    object_id uuid   NOT NULL UNIQUE,
    PRIMARY KEY (file_id, start)
);

-- The messages that name a file: whoever may read one of them may read the file.
CREATE TABLE file_link (
    file_id         uuid   NOT NULL REFERENCES file,
    conversation_id uuid   NOT NULL,
    message_id      uuid   NOT NULL,
    seq             bigint NOT NULL,
    PRIMARY KEY (file_id, conversation_id, seq)
);
