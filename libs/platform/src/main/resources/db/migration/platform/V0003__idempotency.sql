-- Answers given to requests with an Idempotency-Key, kept for a day.
CREATE TABLE idempotent_request (
    caller        text        NOT NULL,
    request_key   text        NOT NULL,
    request_hash  bytea       NOT NULL,
    started_at    timestamptz NOT NULL,
    status        integer,
    content_type  text,
    location      text,
    body          bytea,
    PRIMARY KEY (caller, request_key)
);
CREATE INDEX idempotent_request_started ON idempotent_request (started_at);
