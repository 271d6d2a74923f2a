package io.parley.archive.retention;

import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A length of time by the calendar (UTC), as ISO 8601 writes it: `P10Y`, `P6M`, `PT12H`.
///
/// @param text as it was written
record Span(String text, Period date, Duration time) {

    private static final Pattern ISO =
            Pattern.compile("P(?=.)((?:\\d{1,4}Y)?(?:\\d{1,4}M)?(?:\\d{1,4}W)?(?:\\d{1,5}D)?)"
                    + "(?:T(?=.)((?:\\d{1,6}H)?(?:\\d{1,6}M)?(?:\\d{1,9}S)?))?");
    private static final Instant ANY = Instant.parse("2000-01-01T00:00:00Z");
    private static final Span LONGEST = new Span("P100Y", Period.ofYears(100), Duration.ZERO);
    /// Months differ by no more than this, so a day of the one may have no like in the other.
    private static final Duration UNEVEN = Duration.ofDays(4);

    static Span of(@Nullable String text) {
        Matcher iso = ISO.matcher(text == null ? "" : text);
        if (text == null || !iso.matches()) {
            throw broken();
        }
        Span span = new Span(text, date(iso.group(1)), time(iso.group(2)));
        if (!span.after(ANY).isAfter(ANY) || span.after(ANY).isAfter(LONGEST.after(ANY))) {
            throw broken();
        }
        return span;
    }

    private static Period date(String part) {
        return part.isEmpty() ? Period.ZERO : Period.parse("P" + part);
    }

    private static Duration time(@Nullable String part) {
        return part == null ? Duration.ZERO : Duration.parse("PT" + part);
    }

    private static DomainException broken() {
        return DomainException.invalid("period", "ISO 8601 of PT1S..P100Y, as P6M or P10Y");
    }

    /// When it is over that began at this instant.
    Instant after(Instant start) {
        return at(start).plus(date).plus(time).toInstant();
    }

    /// Of what began at this instant or later, nothing is over now.
    Instant horizon(Instant now) {
        Instant about = at(now).minus(date).minus(time).toInstant();
        return date.isZero() ? about.plusMillis(1) : about.plus(UNEVEN);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
