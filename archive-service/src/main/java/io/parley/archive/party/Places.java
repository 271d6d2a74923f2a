package io.parley.archive.party;

import java.util.UUID;

/// The conversations that a question is about.
///
/// @param digests one for each, as the index of words knows it
public record Places(UUID[] conversations, long[] digests) {}
