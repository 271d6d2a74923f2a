package io.parley.consent.destruction;

import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The destruction of a person's data keys, asked for or decided.
///
/// @param from first month, UTC
/// @param until last month
/// @param decision null: awaits a second person
record Destruction(
        UUID id,
        PersonId person,
        Set<KeyPurpose> stores,
        YearMonth from,
        YearMonth until,
        Ground ground,
        PersonId requestedBy,
        Instant requestedAt,
        @Nullable Decision decision) {

    /// @param keys how many were destroyed; null: refused
    record Decision(PersonId by, Instant at, @Nullable Integer keys) {}

    String state() {
        if (decision == null) {
            return "requested";
        }
        return decision.keys() == null ? "refused" : "done";
    }
}
