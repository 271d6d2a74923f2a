package io.parley.archive.reading;

import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import java.time.Instant;
import java.util.UUID;

/// One archived version as it rests: sealed.
///
/// @param kind `content`, or what stands beside it
/// @param asked whether the search itself asks for it; what is shown beside it lies in the grant's scope only
record StoredVersion(
        UUID recordId,
        ConversationId conversation,
        long seq,
        UUID message,
        UUID sender,
        Instant acceptedAt,
        String kind,
        boolean edit,
        KeyId key,
        byte[] sealed,
        String region,
        boolean asked) {

    MessageKey messageKey() {
        return new MessageKey(conversation, message);
    }

    Position position() {
        return new Position(acceptedAt, conversation.value(), seq);
    }
}
