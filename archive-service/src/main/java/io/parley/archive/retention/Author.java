package io.parley.archive.retention;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who wrote something, as far as it is known.
///
/// @param groups the departments of today
record Author(
        @Nullable PersonId id,
        @Nullable PersonKind kind,
        @Nullable String region,
        Set<UUID> groups) {

    static final Author UNKNOWN = new Author(null, null, null, Set.of());
}
