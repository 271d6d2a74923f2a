package io.parley.archive.party;

import io.parley.archive.seal.Link;

/// What the archive knows of a conversation.
///
/// @param upTo the last number before which nothing is missing; -1: not even how it began
/// @param head the link of the last decision
record Known(long upTo, Link head) {

    static final Known NOTHING = new Known(-1, Link.NONE);
}
