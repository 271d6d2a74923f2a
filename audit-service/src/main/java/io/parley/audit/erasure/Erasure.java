package io.parley.audit.erasure;

import io.parley.contracts.PersonId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request to erase what events say of a person, and how far it is.
///
/// @param personId absent once it is over: what was erased is not written down here instead
/// @param keptForPeriod events that must be kept for longer
/// @param keptForHolds events that name somebody whom a legal hold covers
@Schema(name = "AuditErasure")
record Erasure(
        UUID erasureId,
        @Nullable UUID personId,
        String ground,
        @Nullable Instant from,
        @Nullable Instant to,

        @Schema(allowableValues = {"requested", "refused", "approved", "done"})
        String state,

        UUID requestedBy,
        Instant requestedAt,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        long erased,
        long keptForPeriod,
        long keptForHolds,
        @Nullable Instant finishedAt) {

    boolean isRequestedBy(PersonId person) {
        return requestedBy.equals(person.value());
    }

    @Override
    public String toString() {
        return "Erasure[" + erasureId + ", " + state + "]";
    }
}
