-- The fence of a batch that is written with a single statement: fails all of it when another owner was faster.
CREATE FUNCTION sequence_fence(advanced bigint, expected bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF advanced <> expected THEN
        RAISE EXCEPTION 'stale owner: % conversations advanced (expected: %)', advanced, expected
            USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN true;
END
$$;
