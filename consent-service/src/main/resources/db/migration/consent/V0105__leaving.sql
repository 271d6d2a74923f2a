-- What is to be done about each leaving of each person; a step is tried until it is done.
CREATE TABLE offboarding (
    person_id   uuid        NOT NULL REFERENCES person,
    left_at     timestamptz NOT NULL,
    returned_at timestamptz,
    PRIMARY KEY (person_id, left_at)
);
CREATE TABLE offboarding_step (
    person_id       uuid        NOT NULL,
    left_at         timestamptz NOT NULL,
    step            text        NOT NULL
        CHECK (step IN ('account', 'retention', 'announcement', 'groups', 'conversations')),
    state           text        NOT NULL CHECK (state IN ('pending', 'done')),
    attempts        integer     NOT NULL,
    -- A code, never a text.
    last_error      text,
    -- When a pending step is tried next; when a done one was done.
    at              timestamptz NOT NULL,
    conversations   integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (person_id, left_at, step),
    FOREIGN KEY (person_id, left_at) REFERENCES offboarding
);
CREATE INDEX offboarding_due ON offboarding_step (at) WHERE state = 'pending';
REVOKE DELETE, TRUNCATE ON offboarding FROM ${app_role};
REVOKE DELETE, TRUNCATE ON offboarding_step FROM ${app_role};
