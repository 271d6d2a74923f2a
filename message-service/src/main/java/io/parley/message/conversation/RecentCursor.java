package io.parley.message.conversation;

import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the list by activity goes on, opaque to clients. A conversation that becomes active meanwhile moves to the
/// front, so a page may lack it and never doubles it.
record RecentCursor(long activeAtMs, UUID conversationId) {

    private static final int BYTES = 24;
    private static final RecentCursor START = new RecentCursor(Long.MAX_VALUE, new UUID(-1, -1));

    static RecentCursor after(ConversationView last) {
        return new RecentCursor(last.lastActivityAt().toEpochMilli(), last.conversationId());
    }

    String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(activeAtMs)
                .put(Ids.array(conversationId))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static RecentCursor read(@Nullable String cursor) {
        if (cursor == null) {
            return START;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new RecentCursor(buffer.getLong(), new UUID(buffer.getLong(), buffer.getLong()));
            }
        } catch (IllegalArgumentException notBase64) {
            throw wrong();
        }
        throw wrong();
    }

    private static DomainException wrong() {
        return DomainException.invalid("after", "a nextCursor of this list");
    }
}
