package io.parley.archive.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-11-30T23:59:59.999Z");

    @Test
    void meansWholeMonths() {
        Period november = Period.ofSealing(NOVEMBER, NOVEMBER);

        assertThat(november.overlaps(new Period(FIRST, FIRST.plusMillis(1)))).isTrue();
        assertThat(november.overlaps(new Period(LAST, LAST.plusMillis(1)))).isTrue();
    }

    @Test
    void allowsForWhatWaitedForItsNumberAndForClocksThatDiffer() {
        Period november = Period.ofSealing(NOVEMBER, NOVEMBER);
        Instant latest = LAST.plus(Period.MARGIN);
        Instant earliest = FIRST.minus(Period.MARGIN);

        assertThat(november.overlaps(new Period(latest, null))).isTrue();
        assertThat(november.overlaps(new Period(latest.plusMillis(1), null))).isFalse();
        assertThat(november.overlaps(new Period(null, earliest.plusMillis(1)))).isTrue();
        assertThat(november.overlaps(new Period(null, earliest))).isFalse();
    }

    @Test
    void hasNoBoundWhereNoneIsGiven() {
        var always = new Period(null, null);

        assertThat(always.overlaps(always)).isTrue();
        assertThat(Period.ofSealing(null, null)).isEqualTo(always);
        assertThat(Period.ofSealing(NOVEMBER, null).overlaps(new Period(LAST.plusSeconds(1_000_000_000), null)))
                .isTrue();
        assertThat(Period.ofSealing(null, NOVEMBER).overlaps(new Period(null, FIRST.minusSeconds(1_000_000_000))))
                .isTrue();
    }
}
