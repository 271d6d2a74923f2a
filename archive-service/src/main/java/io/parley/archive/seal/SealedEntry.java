package io.parley.archive.seal;

import java.util.UUID;

/// A decision as it rests, and where it is sealed.
///
/// @param link as it was sealed; what the entry says now may differ, and then somebody changed it
/// @param leaf its place among the leaves of the seal
/// @param purged by retention: what it says cannot be hashed again, its link stands under the seal's root
record SealedEntry(Entry entry, Link link, long seal, int leaf, boolean purged) {

    UUID conversation() {
        return entry.conversation().value();
    }

    /// Content that was archived is not there, and nobody accounts for it.
    boolean lost() {
        return !purged && entry.outcome().equals("archived") && entry.kept() == null;
    }
}
