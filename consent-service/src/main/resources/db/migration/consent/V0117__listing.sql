-- Pages of the listing, and of those who changed lately, without a look at everybody.
CREATE INDEX person_listed ON person (person_id) WHERE deleted_at IS NULL;
CREATE INDEX person_by_user_name ON person (lower(user_name COLLATE "und-x-icu") COLLATE "C") WHERE deleted_at IS NULL;
CREATE INDEX person_by_change ON person (changed_at) WHERE deleted_at IS NULL;

-- How many there are to list. A list must say so exactly (RFC 7644 §3.4.2), and counting a million takes its time.
CREATE TABLE person_count (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    listed   bigint  NOT NULL
);
INSERT INTO person_count (listed) SELECT count(*) FROM person WHERE deleted_at IS NULL;
REVOKE INSERT, DELETE, TRUNCATE ON person_count FROM ${app_role};

CREATE FUNCTION count_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    more bigint := 0;
BEGIN
    IF TG_OP <> 'DELETE' THEN
        SELECT count(*) INTO more FROM written WHERE deleted_at IS NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT more - count(*) INTO more FROM before WHERE deleted_at IS NULL;
    END IF;
    IF more <> 0 THEN
        UPDATE person_count SET listed = listed + more;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_inserted AFTER INSERT ON person REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION count_people();
CREATE TRIGGER count_updated AFTER UPDATE ON person REFERENCING OLD TABLE AS before NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION count_people();
CREATE TRIGGER count_deleted AFTER DELETE ON person REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION count_people();
