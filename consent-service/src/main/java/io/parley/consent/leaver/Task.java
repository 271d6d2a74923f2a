package io.parley.consent.leaver;

import io.parley.contracts.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A step that is to be done now, locked for this transaction.
///
/// @param attempts before this one
/// @param conversations taken care of so far
record Task(
        PersonId person, Instant leftAt, @Nullable Instant returnedAt, Step step, int attempts, int conversations) {}
