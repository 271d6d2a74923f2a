package io.parley.gateway.socket;

import java.util.UUID;

/// Where a person stands in one conversation.
///
/// @param purges the number of the conversation's last purge
record Standing(UUID conversationId, long lastSeq, long readSeq, long purges) {}
