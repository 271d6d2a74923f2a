-- Rules that look for anomalies. A version never changes: a rule is what its latest activated version says, and what
-- was found names the version that found it.
CREATE TABLE anomaly_rule (
    rule_id      uuid        NOT NULL,
    version      integer     NOT NULL CHECK (version > 0),
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    kind         text        NOT NULL,
    parameters   jsonb       NOT NULL,
    enabled      boolean     NOT NULL,
    proposed_by  text        NOT NULL,
    proposed_at  timestamptz NOT NULL,
    activated_by text        CHECK (activated_by <> proposed_by),
    activated_at timestamptz,
    PRIMARY KEY (rule_id, version),
    CHECK ((activated_by IS NULL) = (activated_at IS NULL))
);

-- What rules remember of an actor, as far as the position.
CREATE TABLE anomaly_trace (
    rule_id  uuid    NOT NULL,
    version  integer NOT NULL,
    actor_id text    NOT NULL,
    trace    jsonb   NOT NULL,
    PRIMARY KEY (rule_id, version, actor_id),
    FOREIGN KEY (rule_id, version) REFERENCES anomaly_rule
);

CREATE TABLE anomaly_position (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint  NOT NULL CHECK (position >= 0)
);
COMMENT ON COLUMN anomaly_position.position IS 'Index in the log of the next event to look at';

-- What was recorded before there were rules can be replayed; it raises no alarm of today.
INSERT INTO anomaly_position (position) SELECT coalesce(max(size), 0) FROM log_checkpoint;

INSERT INTO anomaly_rule (rule_id, version, name, kind, parameters, enabled, proposed_by, proposed_at, activated_by, activated_at)
SELECT ('0199a000-0000-7000-8000-00000000000' || n)::uuid, 1, name, kind, parameters::jsonb, true, '', now(),
       CASE WHEN active THEN 'release' END, CASE WHEN active THEN now() END
FROM (VALUES
    (1, 'Bulk reading', 'bulk-reading', '{"count": "200", "window": "PT1H"}', true),
    (2, 'Repeated refusals', 'repeated-refusals', '{"count": "10", "window": "PT10M"}', true),
    (3, 'Approving what one asked for', 'self-approval', '{"count": "1", "window": "PT1H"}', true),
    (4, 'Mass export', 'mass-export', '{"count": "10000", "window": "P1D"}', true),
    (5, 'Key destruction', 'key-destruction', '{"count": "3", "window": "P1D"}', true),
    (6, 'Dormant account woken', 'dormant-account', '{"days": "90"}', true),
    -- Somebody has to say first where people work: until then it is a proposal.
    (7, 'Reading at odd hours', 'odd-hours', '{"zone": "Etc/UTC", "from": "22:00", "to": "05:00", "weekends": "false"}', false)
) AS shipped (n, name, kind, parameters, active);

-- The application proposes versions and notes their activation, and that is all that ever changes of a rule.
REVOKE UPDATE, DELETE, TRUNCATE ON anomaly_rule FROM ${app_role};
GRANT UPDATE (activated_by, activated_at) ON anomaly_rule TO ${app_role};
REVOKE DELETE, TRUNCATE ON anomaly_position FROM ${app_role};
