-- The index of words also tells the conversation, so that words in few conversations are found without looking at all
-- records with these words. Only a digest of the conversation's id: whatever is found is compared with the id itself.
CREATE INDEX record_words ON record USING gin (array_append(tokens, uuid_hash_extended(conversation_id, 0)));
DROP INDEX record_tokens;
