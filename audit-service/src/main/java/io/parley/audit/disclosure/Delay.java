package io.parley.audit.disclosure;

import io.parley.contracts.PersonId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision, asked for or taken, to tell people later who read what they wrote for a case.
///
/// @param until the end that was asked for
/// @param effectiveUntil until when people of this case are not told by it, as things stand now
/// @param extendsDelay the one before, of the same case
@Schema(name = "DisclosureDelay")
record Delay(
        UUID delayId,
        String caseRef,
        String ground,

        @Schema(allowableValues = {"requested", "approved", "refused", "ended"})
        String state,

        UUID requestedBy,
        Instant requestedAt,
        @Nullable UUID extendsDelay,
        Instant until,
        Instant effectiveUntil,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable UUID endedBy,
        @Nullable Instant endedAt) {

    boolean isRequestedBy(PersonId person) {
        return requestedBy.equals(person.value());
    }

    boolean isOver(Instant now) {
        return endedAt != null || state.equals("refused") || !until.isAfter(now);
    }

    @Override
    public String toString() {
        return "Delay[" + delayId + ", " + state + "]";
    }
}
