package io.parley.archive.retention;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.event.PersonKind;
import io.parley.platform.retention.StatutoryApi;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What an obligation on file demands to keep: from the end of the month in which something was said.
record StatutoryPeriod(Set<PersonKind> kinds, Set<String> regions, Period period) {

    static StatutoryPeriod of(StatutoryApi.Demand demand) {
        return new StatutoryPeriod(
                demand.kinds().stream()
                        .map(code -> PersonKind.valueOf(code.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                Set.copyOf(demand.regions()),
                Period.parse(demand.period()));
    }

    boolean mayInclude(Author author) {
        return (author.kind() == null || kinds.contains(author.kind()))
                && (regions.isEmpty() || author.region() == null || regions.contains(author.region()));
    }

    Instant keepsUntil(Instant acceptedAt) {
        LocalDate monthEnd =
                YearMonth.from(acceptedAt.atOffset(UTC)).plusMonths(1).atDay(1);
        return monthEnd.plus(period).atStartOfDay(UTC).toInstant();
    }
}
