-- Which archived decision has which number in the feed for outside archives: one row for each seal that has any. They
-- have the numbers from first_seq to last_seq, in the order of `leaves`, their places in the seal. Every seal up to
-- `settled` has its row, if it gets one. Written behind the intake, by one at a time; a number is never given again.
CREATE TABLE feed_page (
    first_seq bigint PRIMARY KEY,
    last_seq bigint NOT NULL,
    seal_id bigint NOT NULL UNIQUE REFERENCES seal (seal_id),
    settled bigint NOT NULL,
    leaves int[] NOT NULL,
    CHECK (cardinality(leaves) > 0 AND last_seq = first_seq + cardinality(leaves) - 1)
);

-- In the order in which decisions are written, so it grows at its end alone.
CREATE INDEX disposition_archived ON disposition (seal_id, leaf) WHERE outcome = 'archived';

CREATE FUNCTION check_feed_page() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last bigint := coalesce((SELECT p.last_seq FROM feed_page p ORDER BY p.first_seq DESC LIMIT 1), 0);
BEGIN
    IF NEW.first_seq <> last + 1 THEN
        RAISE EXCEPTION 'feed_page.first_seq: % (expected: %)', NEW.first_seq, last + 1
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dense BEFORE INSERT ON feed_page FOR EACH ROW EXECUTE FUNCTION check_feed_page();

-- That a client may be fed: asked for by one person, approved by another, ended by anybody who may approve or ask.
CREATE TABLE feed_authorisation (
    authorisation_id uuid PRIMARY KEY,
    client_id text NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    case_ref text NOT NULL,
    ground text NOT NULL,
    expires_at timestamptz NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL
);
CREATE INDEX feed_authorisation_client ON feed_authorisation (client_id);

CREATE TABLE feed_authorisation_step (
    authorisation_id uuid NOT NULL REFERENCES feed_authorisation (authorisation_id),
    step text NOT NULL CHECK (step IN ('approved', 'refused', 'revoked')),
    actor uuid NOT NULL,
    at timestamptz NOT NULL,
    comment text,
    PRIMARY KEY (authorisation_id, step)
);

-- What a client's records are encrypted to. public_key: a JWK (RFC 7517), of which thumbprint is the RFC 7638 one.
CREATE TABLE feed_key (
    key_id uuid PRIMARY KEY,
    client_id text NOT NULL,
    version int NOT NULL CHECK (version > 0),
    algorithm text NOT NULL CHECK (algorithm IN ('RSA-OAEP-256', 'HPKE-X25519')),
    public_key text NOT NULL,
    thumbprint text NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL,
    UNIQUE (client_id, version)
);

CREATE TABLE feed_key_step (
    key_id uuid NOT NULL REFERENCES feed_key (key_id),
    step text NOT NULL CHECK (step IN ('approved', 'refused', 'revoked')),
    actor uuid NOT NULL,
    at timestamptz NOT NULL,
    comment text,
    PRIMARY KEY (key_id, step)
);

CREATE FUNCTION check_feed_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('feed_key'), hashtext(NEW.client_id));
    IF EXISTS (SELECT FROM feed_key k WHERE k.client_id = NEW.client_id AND k.version >= NEW.version) THEN
        RAISE EXCEPTION 'feed_key.version: % (expected: greater than all before)', NEW.version
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ascending BEFORE INSERT ON feed_key FOR EACH ROW EXECUTE FUNCTION check_feed_key();

-- An authorisation or a key is decided once, by another than who asked, and what was refused or ended stays so.
CREATE FUNCTION check_feed_step(asker text, actor text, step text, taken text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF step IN ('approved', 'refused') AND (taken <> '{}' OR actor = asker)
        OR taken && '{refused,revoked}' THEN
        RAISE EXCEPTION 'feed step: % refused (expected: in order, approved by another)', step
            USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

CREATE FUNCTION check_feed_authorisation_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('feed_step'), hashtext(NEW.authorisation_id::text));
    PERFORM check_feed_step(
        (SELECT requested_by::text FROM feed_authorisation a WHERE a.authorisation_id = NEW.authorisation_id),
        NEW.actor::text, NEW.step,
        ARRAY(SELECT s.step FROM feed_authorisation_step s WHERE s.authorisation_id = NEW.authorisation_id));
    RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON feed_authorisation_step
    FOR EACH ROW EXECUTE FUNCTION check_feed_authorisation_step();

CREATE FUNCTION check_feed_key_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('feed_step'), hashtext(NEW.key_id::text));
    PERFORM check_feed_step((SELECT added_by FROM feed_key k WHERE k.key_id = NEW.key_id), NEW.actor::text,
        NEW.step,
        ARRAY(SELECT s.step FROM feed_key_step s WHERE s.key_id = NEW.key_id));
    RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON feed_key_step FOR EACH ROW EXECUTE FUNCTION check_feed_key_step();

-- How far each client says it has read: for the metric of who lags behind, never for what it gets.
CREATE TABLE feed_position (
    client_id text PRIMARY KEY,
    seq bigint NOT NULL,
    at timestamptz NOT NULL
);

REVOKE UPDATE, DELETE, TRUNCATE ON feed_page, feed_authorisation, feed_authorisation_step, feed_key, feed_key_step
    FROM ${app_role};
REVOKE DELETE, TRUNCATE ON feed_position FROM ${app_role};

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON feed_page
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON feed_authorisation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON feed_authorisation_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON feed_key
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON feed_key_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
