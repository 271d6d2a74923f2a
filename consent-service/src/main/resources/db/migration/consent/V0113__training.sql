-- Courses, whom they are assigned to, and who completed them. All of it append-only.
CREATE TABLE course (
    course_id  uuid        PRIMARY KEY,
    created_at timestamptz NOT NULL
);
CREATE TABLE course_version (
    course_id    uuid        NOT NULL REFERENCES course,
    version      integer     NOT NULL CHECK (version > 0),
    texts        jsonb       NOT NULL,
    link         text,
    -- Null: a completion is valid for good.
    valid_days   integer CHECK (valid_days > 0),
    -- Completions of earlier versions do not count any more.
    renew        boolean     NOT NULL,
    published_by text        NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (course_id, version),
    CHECK (version > 1 OR renew)
);
CREATE TABLE course_assignment (
    assignment_id uuid        PRIMARY KEY,
    course_id     uuid        NOT NULL REFERENCES course,
    -- One of the two.
    role          text,
    person_id     uuid REFERENCES person,
    -- The role has no effect without the course.
    required      boolean     NOT NULL,
    due_at        timestamptz NOT NULL,
    assigned_by   text        NOT NULL,
    assigned_at   timestamptz NOT NULL,
    CHECK ((role IS NULL) <> (person_id IS NULL)),
    CHECK (NOT required OR role IS NOT NULL)
);
CREATE TABLE course_assignment_end (
    assignment_id uuid        PRIMARY KEY REFERENCES course_assignment,
    ended_by      text        NOT NULL,
    ended_at      timestamptz NOT NULL
);
CREATE TABLE course_completion (
    person_id    uuid        NOT NULL REFERENCES person,
    course_id    uuid        NOT NULL,
    version      integer     NOT NULL,
    completed_at timestamptz NOT NULL,
    valid_until  timestamptz,
    PRIMARY KEY (person_id, course_id, completed_at),
    FOREIGN KEY (course_id, version) REFERENCES course_version
);
-- Who was seen with which role: roles come with tokens, not with the registry.
CREATE TABLE role_seen (
    person_id uuid        NOT NULL REFERENCES person,
    role      text        NOT NULL,
    first_at  timestamptz NOT NULL,
    PRIMARY KEY (person_id, role)
);
CREATE TABLE course_reminder (
    course_id uuid        NOT NULL REFERENCES course,
    at        timestamptz NOT NULL,
    people    integer     NOT NULL,
    PRIMARY KEY (course_id, at)
);
REVOKE UPDATE, DELETE, TRUNCATE ON course_version, course_assignment, course_assignment_end, course_completion, role_seen,
    course_reminder FROM ${app_role};
REVOKE DELETE, TRUNCATE ON course FROM ${app_role};
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['course_version', 'course_assignment', 'course_assignment_end', 'course_completion',
                                'role_seen', 'course_reminder'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
END $$;
