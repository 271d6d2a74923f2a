package io.parley.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether somebody can be reached.
///
/// @param state `online`, `away`, `offline`, or `unknown` while presence is down
public record Presence(
        PersonId personId, String state, @Nullable Instant lastSeen) {}
