-- Whether this person may know of a hold. Nobody who is under a silent one may, unless they placed it.
CREATE FUNCTION is_told(hold uuid, reader uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM legal_hold h WHERE h.hold_id = hold AND (NOT h.silent OR h.placed_by = reader OR NOT (
        reader = ANY (h.scope_persons)
        OR cardinality(h.scope_persons) = 0 AND EXISTS (
            SELECT FROM party p WHERE p.person_id = reader AND p.conversation_id = ANY (h.scope_conversations)))))
$$;

-- As is_held, by holds that this person may know of; null: by any.
CREATE FUNCTION is_held_as_told(conversation uuid, sender uuid, accepted timestamptz, reader uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT is_held(conversation, sender, accepted) AND (reader IS NULL OR EXISTS (SELECT FROM binding_hold h
        WHERE (cardinality(h.scope_persons) = 0 OR sender IS NULL OR sender = ANY (h.scope_persons))
          AND (cardinality(h.scope_conversations) = 0 OR conversation = ANY (h.scope_conversations))
          AND (h.scope_from IS NULL OR h.scope_from <= accepted)
          AND (h.scope_to IS NULL OR accepted < h.scope_to)
          AND is_told(h.hold_id, reader)
          AND (h.words_sealed IS NULL OR may_have_words(h.hold_id, conversation, accepted))))
$$;
