package io.parley.archive.reading;

import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import java.time.Instant;
import java.util.Comparator;
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

    /// As PostgreSQL orders, which takes ids for bytes without a sign.
    static final Comparator<StoredVersion> IN_ORDER = Comparator.comparing(StoredVersion::acceptedAt)
            .thenComparing(version -> version.conversation().toString())
            .thenComparingLong(StoredVersion::seq);

    MessageKey messageKey() {
        return new MessageKey(conversation, message);
    }

    Position position() {
        return new Position(acceptedAt, conversation.value(), seq);
    }
}
