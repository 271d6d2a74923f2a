package io.parley.client;

import java.util.List;

/// The server's answer to `hello`.
///
/// @param heartbeatSeconds how often the server wants to hear a `ping`; silence of several times this means it is gone
public record Welcome(
        String sessionId,
        PersonId personId,
        String region,
        int heartbeatSeconds,
        List<Standing> conversations,
        int pendingNotices) {

    public Welcome {
        conversations = conversations == null ? List.of() : List.copyOf(conversations);
    }

    /// @param purges the number of the last purge by retention
    public record Standing(ConversationId conversationId, long lastSeq, long readSeq, long purges) {}
}
