-- What was recalled among a conversation's newest items, for counting the others.
CREATE INDEX message_recalled_late ON message (conversation_id, seq) INCLUDE (message_id) WHERE change = 'recalled';
