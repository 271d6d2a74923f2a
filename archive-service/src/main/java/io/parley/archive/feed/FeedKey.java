package io.parley.archive.feed;

import io.parley.archive.officer.Act;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// A version of the public key of a client, and what was decided about it.
///
/// @param addedBy a person's id, or the client's own
record FeedKey(
        UUID id,
        String clientId,
        int version,
        CustomerKey key,
        String addedBy,
        Instant addedAt,
        SortedMap<FeedStep, Act> acts) {

    FeedKey {
        acts = new TreeMap<>(acts);
    }

    boolean isInUse() {
        return acts.containsKey(FeedStep.APPROVED) && !acts.containsKey(FeedStep.REVOKED);
    }

    String state() {
        return acts.isEmpty() ? "proposed" : acts.lastKey().code();
    }
}
