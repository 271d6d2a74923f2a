package io.parley.consent.basis;

import io.parley.platform.keys.KeyPurpose;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;

/// That an obligation demands to keep something: a statutory retention period.
///
/// @param period from the end of the month in which something was said
record Keeping(Set<KeyPurpose> stores, Period period) {

    boolean needs(KeyPurpose store, YearMonth month, Instant at) {
        LocalDate until = month.plusMonths(1).atDay(1).plus(period);
        return stores.contains(store)
                && at.atOffset(ZoneOffset.UTC).toLocalDate().isBefore(until);
    }
}
