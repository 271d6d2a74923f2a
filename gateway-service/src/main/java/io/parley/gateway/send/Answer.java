package io.parley.gateway.send;

import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;

/// What became of a command.
public sealed interface Answer {

    /// @param repeated the same command was accepted before; this is its answer again
    record Accepted(MessageId messageId, ConversationId conversationId, long seq, Instant acceptedAt, boolean repeated)
            implements Answer {}

    record Rejected(DomainException reason) implements Answer {}
}
