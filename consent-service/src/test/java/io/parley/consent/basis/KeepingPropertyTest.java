package io.parley.consent.basis;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.keys.KeyPurpose;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeepingPropertyTest {

    private static final YearMonth SAID = YearMonth.of(2024, 1);

    @Property
    void endsExactlyThePeriodAfterTheEndOfTheMonth(
            @ForAll @IntRange(max = 400) int months, @ForAll @IntRange(min = 1, max = 240) int kept) {
        Keeping keeping = new Keeping(Set.of(KeyPurpose.ARCHIVE), Period.ofMonths(kept));
        YearMonth month = SAID.plusMonths(months);
        LocalDate end = month.plusMonths(1 + kept).atDay(1);

        assertThat(keeping.needs(KeyPurpose.ARCHIVE, month, instant(end).minusMillis(1)))
                .isTrue();
        assertThat(keeping.needs(KeyPurpose.ARCHIVE, month, instant(end))).isFalse();
        assertThat(keeping.needs(KeyPurpose.MESSAGE, month, instant(end).minusMillis(1)))
                .isFalse();
    }

    @Property
    void whatIsNeededLaterIsNeededBeforeAndForLaterMonthsToo(
            @ForAll @IntRange(max = 400) int months,
            @ForAll @IntRange(max = 4000) int day,
            @ForAll @IntRange(max = 100) int years) {
        Keeping keeping = new Keeping(Set.of(KeyPurpose.FILE), Period.of(years, 1, 3));
        YearMonth month = SAID.plusMonths(months);
        Instant at = instant(SAID.atDay(1).plusDays(day));

        if (keeping.needs(KeyPurpose.FILE, month, at)) {
            assertThat(keeping.needs(KeyPurpose.FILE, month, at.minusSeconds(86_400)))
                    .isTrue();
            assertThat(keeping.needs(KeyPurpose.FILE, month.plusMonths(1), at)).isTrue();
        }
    }

    private static Instant instant(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
