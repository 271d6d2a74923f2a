package io.parley.archive.hold;

import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// When somebody has to ask whether a hold is still needed. No hold is for ever by being forgotten.
final class ReviewDate {

    private ReviewDate() {}

    /// @param asked null: a year from now
    static LocalDate checked(@Nullable LocalDate asked, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate date = asked == null ? today.plusYears(1) : asked;
        if (!date.isAfter(today) || date.isAfter(today.plusYears(1))) {
            throw DomainException.invalid("reviewDate", "after today, at most a year ahead");
        }
        return date;
    }
}
