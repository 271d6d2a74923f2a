package io.parley.audit.erasure;

import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose events, as it came.
///
/// @param from inclusive; absent: from the beginning
/// @param to exclusive; absent: up to the time of the request
record ErasureRequest(
        @Nullable UUID personId,

        @Schema(allowableValues = {"erasure-request", "retention-ended"}) @Nullable
        String ground,

        @Nullable Instant from,
        @Nullable Instant to) {

    UUID checkedPerson() {
        if (personId == null) {
            throw DomainException.invalid("personId", "present");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw DomainException.invalid("to", "after from");
        }
        return personId;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
