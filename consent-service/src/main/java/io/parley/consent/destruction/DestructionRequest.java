package io.parley.consent.destruction;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body that asks for a destruction.
///
/// @param stores message, file, archive
/// @param from first month, as `2026-01`; absent: from the first key on
/// @param until last month; absent: up to now
record DestructionRequest(
        @NotNull UUID personId,
        @NotEmpty List<@NotNull String> stores,
        @Nullable String from,
        @Nullable String until,
        @NotNull String ground) {

    /// Before the first key of all.
    private static final YearMonth BEGINNING = YearMonth.of(2000, 1);

    Destruction destruction(PersonId by, Instant now) {
        YearMonth thisMonth = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        YearMonth first = from == null ? BEGINNING : month("from", from);
        YearMonth last = until == null ? thisMonth : month("until", until);
        if (last.isAfter(thisMonth)) {
            throw DomainException.invalid("until", "at most this month");
        }
        if (last.isBefore(first)) {
            throw DomainException.invalid("until", "not before from");
        }
        return new Destruction(
                Ids.next(),
                new PersonId(personId),
                KeyPurpose.stores("stores", stores),
                first,
                last,
                Ground.of(ground)
                        .orElseThrow(() -> DomainException.invalid("ground", "erasure-request or retention-ended")),
                by,
                now,
                null);
    }

    private static YearMonth month(String field, String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw DomainException.invalid(field, "a month like 2026-11");
        }
    }
}
