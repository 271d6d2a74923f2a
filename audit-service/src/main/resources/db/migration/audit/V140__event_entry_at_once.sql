-- That each event has its entry is looked up once for a batch, not once for each row with a lock on it: entries are
-- neither changed nor deleted, so there is nothing to lock them against.
ALTER TABLE event DROP CONSTRAINT event_entry_index_fkey1;

CREATE FUNCTION require_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lowest bigint;
    highest bigint;
    missing bigint;
BEGIN
    SELECT min(entry_index), max(entry_index) INTO lowest, highest FROM fresh;
    SELECT min(f.entry_index) INTO missing FROM fresh AS f
    WHERE NOT EXISTS (SELECT FROM log_entry AS l
        WHERE l.entry_index = f.entry_index AND l.entry_index BETWEEN lowest AND highest);
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'event: INSERT refused (expected: an entry of the log at %)', missing
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER committed AFTER INSERT ON event REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION require_entry();
