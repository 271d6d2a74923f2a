-- Beside the read mark: how far the member's devices have got the conversation.
ALTER TABLE member ADD COLUMN delivered_seq bigint NOT NULL DEFAULT 0;
