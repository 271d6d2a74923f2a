package io.parley.archive.hold;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// From one instant until before another; null: without that bound.
record Period(@Nullable Instant from, @Nullable Instant to) {

    /// As long as Kafka keeps a command by default.
    static final Duration MARGIN = Duration.ofDays(7);

    /// When something may have been accepted that was sealed in these months: the clocks of two services differ, and a
    /// command waits while message-service is down. So these months with a margin on either side.
    ///
    /// @param until the whole month is meant
    static Period ofSealing(@Nullable YearMonth from, @Nullable YearMonth until) {
        return new Period(
                from == null ? null : begin(from).minus(MARGIN),
                until == null ? null : begin(until.plusMonths(1)).plus(MARGIN));
    }

    boolean overlaps(Period other) {
        return beginsBefore(other.to) && other.beginsBefore(to);
    }

    private boolean beginsBefore(@Nullable Instant end) {
        return from == null || end == null || from.isBefore(end);
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
