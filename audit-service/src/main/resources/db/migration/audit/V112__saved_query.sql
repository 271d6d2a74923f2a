-- Queries that somebody keeps under a name, each for its owner alone.
CREATE TABLE saved_query (
    query_id   uuid        PRIMARY KEY,
    owner_id   text        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    parameters jsonb       NOT NULL,
    saved_at   timestamptz NOT NULL,
    UNIQUE (owner_id, name)
);
