package io.parley.consent.key;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A wrapping key as it rests.
///
/// @param kek the key-encryption key that opens it
/// @param settledAt since when nothing lies under an older one; null: not yet
record WrappingKey(
        UUID id,
        byte[] wrapped,
        URI kek,
        Instant createdAt,
        @Nullable Instant settledAt) {

    @Override
    public String toString() {
        return "WrappingKey[" + id + ", wrapped=[redacted]]";
    }
}
