package io.parley.archive.feed;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What leaves under one number.
sealed interface FeedItem {

    long seq();

    record Encrypted(long seq, UUID recordId, int keyVersion, RecordCipher.Sealed sealed) implements FeedItem {}

    /// A lawful hole.
    record Destroyed(long seq, @Nullable UUID recordId, String reason) implements FeedItem {}

    /// Damage.
    record Lost(long seq) implements FeedItem {}
}
