package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;

/// Reads history for a session that missed something; does not block.
interface Gaps {
    void fill(Session session, ConversationId conversation);

    /// The same for a session that an event put into a conversation. The event may be an old one told again, so
    /// message-service is asked first whether the person is a member now.
    void join(Session session, ConversationId conversation);
}
