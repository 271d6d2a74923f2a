package io.parley.consent.training;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param validUntil exclusive; null: for good
record Completion(
        PersonId person,
        UUID courseId,
        int version,
        Instant at,
        @Nullable Instant validUntil) {

    boolean counts(int floor, Instant now) {
        return version >= floor && (validUntil == null || now.isBefore(validUntil));
    }
}
