-- New words wait in a list beside their index until somebody merges them, and every search reads that list whole (PostgreSQL,
-- "GIN Fast Update Technique"): 30 ms of a search over 200 people, where the index itself takes half of one. Merging at
-- each insert would cost the intake eight times as much as the list does.
CREATE FUNCTION merge_waiting_words() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(gin_clean_pending_list(c.oid::regclass)), 0)::bigint
    FROM pg_class c JOIN pg_am a ON a.oid = c.relam
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'i' AND a.amname = 'gin'
        AND pg_try_advisory_xact_lock(hashtext('merge_waiting_words'));
$$;
REVOKE ALL ON FUNCTION merge_waiting_words() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION merge_waiting_words() TO ${app_role};
