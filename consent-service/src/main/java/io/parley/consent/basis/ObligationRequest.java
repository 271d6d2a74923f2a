package io.parley.consent.basis;

import io.parley.consent.notice.Audience;
import io.parley.consent.notice.AudienceRequest;
import io.parley.contracts.Ids;
import io.parley.contracts.Purpose;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body that puts a legal obligation on file.
///
/// @param text what the law demands, with its source
/// @param from absent: from the approval on
/// @param until exclusive; absent: without an end
/// @param keep what must be kept and how long; absent: nothing
record ObligationRequest(
        @NotNull String purpose,
        @NotBlank @Size(max = 300) String title,
        @NotBlank @Size(max = 20_000) String text,
        @NotNull AudienceRequest audience,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable @Valid KeepingRequest keep) {

    private static final int MOST_MONTHS = 1200;

    /// @param stores message, file, archive
    /// @param period ISO 8601, as `P5Y`, from the end of the month in which something was said
    record KeepingRequest(
            @NotEmpty List<@NotNull String> stores, @NotNull String period) {}

    Optional<Keeping> keeping() {
        return Optional.ofNullable(keep).map(ObligationRequest::parsed);
    }

    private static Keeping parsed(KeepingRequest keep) {
        return new Keeping(KeyPurpose.stores("keep.stores", keep.stores()), parsedPeriod(keep.period()));
    }

    private static Period parsedPeriod(String text) {
        try {
            Period period = Period.parse(text);
            if (!period.isNegative() && !period.isZero() && period.toTotalMonths() <= MOST_MONTHS) {
                return period;
            }
        } catch (DateTimeParseException e) {
            throw DomainException.invalid("keep.period", "an ISO 8601 period like P5Y");
        }
        throw DomainException.invalid("keep.period", "positive, and at most 100 years");
    }

    Obligation obligation(Instant now) {
        Instant begins = (from == null ? now : from).truncatedTo(ChronoUnit.MILLIS);
        @Nullable Instant ends = until == null ? null : until.truncatedTo(ChronoUnit.MILLIS);
        if (ends != null && !ends.isAfter(begins.isBefore(now) ? now : begins)) {
            throw DomainException.invalid("until", "after its beginning, and not in the past");
        }
        return new Obligation(Ids.next(), parsedPurpose(), parsedAudience(), begins, ends, null, null);
    }

    private Purpose parsedPurpose() {
        try {
            return Purpose.of(purpose);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("purpose", "terms, privacy, monitoring, archive, ai or transfer");
        }
    }

    private Audience parsedAudience() {
        try {
            return audience.parsed();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw DomainException.invalid(
                    "audience", "kinds of employee, guest, minor; regions, groups and languages may be left out");
        }
    }
}
