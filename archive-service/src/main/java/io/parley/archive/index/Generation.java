package io.parley.archive.index;

import io.parley.contracts.KeyId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One generation of the index key, and how far the archive is indexed under it.
///
/// @param filledAt since when nothing lies under an older one; null: indexing anew is under way
record Generation(
        int number,
        Instant begunAt,
        Place place,
        long records,
        @Nullable Instant filledAt) {

    /// A record's place in the order in which records are read.
    record Place(Instant acceptedAt, UUID conversation, long seq) {}

    /// @param key to be destroyed
    record Replaced(int number, KeyId key) {}
}
