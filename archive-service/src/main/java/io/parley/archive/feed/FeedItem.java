package io.parley.archive.feed;

import io.parley.contracts.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What leaves under one number.
sealed interface FeedItem {

    long seq();

    /// @param author null: the record has no words of anybody, or their author is not in the archive
    record Encrypted(
            long seq,
            UUID recordId,
            int keyVersion,
            @Nullable PersonId author,
            RecordCipher.Sealed sealed) implements FeedItem {}

    /// A lawful hole.
    record Destroyed(long seq, @Nullable UUID recordId, String reason) implements FeedItem {}

    /// Damage.
    record Lost(long seq) implements FeedItem {}
}
