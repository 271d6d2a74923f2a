-- What is asked of few conversations is looked for in their own order: a word that half of a conversation has would
-- otherwise be looked up in all of it, to show the first twenty.
CREATE INDEX record_place ON record (conversation_id, accepted_at, seq);
