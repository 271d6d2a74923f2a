package io.parley.archive.index;

import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import java.time.Instant;
import java.util.UUID;

/// A record that is to be indexed anew.
record Unindexed(
        UUID recordId,
        ConversationId conversation,
        long seq,
        Instant acceptedAt,
        KeyId key,
        byte[] sealed,
        String region) {

    Generation.Place place() {
        return new Generation.Place(acceptedAt, conversation.value(), seq);
    }

    @Override
    public String toString() {
        return conversation + "#" + seq;
    }
}
