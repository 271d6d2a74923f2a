package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;

/// Reads history for a session that missed something; does not block.
@FunctionalInterface
interface Gaps {
    void fill(Session session, ConversationId conversation);
}
