package io.parley.archive.hold;

import io.parley.contracts.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One hold as it was placed, and its release if there was one. Its words (name, case, ground) are never logged.
///
/// @param release null: in force
record LegalHold(
        HoldId id,
        String name,
        String caseRef,
        HoldScope scope,
        Visibility visibility,
        String ground,
        PersonId placedBy,
        Instant placedAt,
        @Nullable Release release) {

    /// Ends the hold and destroys nothing: what was due meanwhile is for those to do who asked for it.
    record Release(PersonId by, Instant at, @Nullable String comment) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    String state() {
        return release == null ? "in-force" : "released";
    }

    @Override
    public String toString() {
        return "LegalHold[" + id + ", " + state() + "]";
    }
}
