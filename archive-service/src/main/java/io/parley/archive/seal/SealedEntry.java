package io.parley.archive.seal;

import java.util.UUID;

/// A decision as it rests, and where it is sealed.
///
/// @param link as it was sealed; what the entry says now may differ, and then somebody changed it
/// @param leaf its place among the leaves of the seal
record SealedEntry(Entry entry, Link link, long seal, int leaf) {

    UUID conversation() {
        return entry.conversation().value();
    }

    /// Content that was archived is not there.
    boolean lost() {
        return entry.outcome().equals("archived") && entry.kept() == null;
    }
}
