package io.parley.gateway.socket;

import java.util.UUID;

/// Where a person stands in one conversation.
record Standing(UUID conversationId, long lastSeq, long readSeq) {}
