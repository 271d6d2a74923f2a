package io.parley.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The server's promise: this is durable and has this number.
public record Accepted(
        @Nullable MessageId messageId,
        @Nullable ConversationId conversationId,
        long seq,
        @Nullable Instant acceptedAt) {}
