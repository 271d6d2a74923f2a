package io.parley.platform.keys;

import io.parley.contracts.ConversationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What ciphertext is bound to: it opens only as this version of this conversation in this region (architecture §2).
public final class ContentAad {

    private ContentAad() {}

    /// @param version the command id that brought the content: the message id of a post, the edit's own id of an edit
    public static byte[] of(UUID version, ConversationId conversation, String region) {
        byte[] place = region.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(32 + place.length)
                .putLong(version.getMostSignificantBits())
                .putLong(version.getLeastSignificantBits())
                .putLong(conversation.value().getMostSignificantBits())
                .putLong(conversation.value().getLeastSignificantBits())
                .put(place)
                .array();
    }
}
