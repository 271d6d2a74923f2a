package io.parley.audit.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audit.anomaly.Condition.Dormant;
import io.parley.audit.anomaly.Condition.OddHours;
import io.parley.audit.anomaly.Condition.TooMuch;
import io.parley.audit.anomaly.Condition.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ConditionPropertyTest {

    private static final Instant START = Instant.parse("2026-03-27T00:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /// By the words of the rule: since the last find, so many within the window that ends now.
    @Property
    void findsExactlyTheWindowsThatHoldTooMuch(
            @ForAll @Size(max = 60) List<@IntRange(max = 90) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 6) int count,
            @ForAll @IntRange(min = 1, max = 120) int window) {
        List<Instant> times = times(pauses);
        Set<Integer> expected = new HashSet<>();
        int since = 0;
        for (int i = 0; i < times.size(); i++) {
            Instant now = times.get(i);
            long within = times.subList(since, i + 1).stream()
                    .filter(time -> time.isAfter(now.minusSeconds(window)))
                    .count();
            if (within >= count) {
                expected.add(i);
                since = i + 1;
            }
        }

        assertThat(found(new TooMuch(Measure.READS, count, Duration.ofSeconds(window)), times))
                .isEqualTo(expected);
    }

    /// Nothing that must be kept is longer than the threshold, and it survives its row.
    @Property
    void remembersLessThanTheThreshold(
            @ForAll @Size(max = 60) List<@IntRange(max = 90) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 6) int count) {
        var condition = new TooMuch(Measure.READS, count, Duration.ofHours(1));
        Trace trace = Trace.NOTHING;
        for (Instant at : times(pauses)) {
            trace = condition.judge(trace, read(at)).after();

            assertThat(trace.samples()).hasSizeLessThan(count);
            assertThat(Trace.parse(trace.text())).isEqualTo(trace);
        }
    }

    /// Events may overtake each other; what lies within a window is found in whatever order it comes.
    @Property
    void anOrderOfArrivalHidesNothing(@ForAll @Size(min = 3, max = 3) List<@IntRange(max = 3599) Integer> seconds) {
        var condition = new TooMuch(Measure.READS, 3, Duration.ofHours(1));
        List<Instant> times = seconds.stream().map(START::plusSeconds).toList();

        assertThat(found(condition, times)).containsExactly(2);
    }

    @Property
    void aNightIsToldOnceAndADayNever(
            @ForAll @Size(max = 60) List<@IntRange(max = 14_000) Integer> pauses, @ForAll boolean weekends) {
        var condition = new OddHours(BERLIN, LocalTime.of(22, 0), LocalTime.of(5, 0), weekends);
        List<Instant> times = times(pauses);
        Set<Integer> found = found(condition, times);

        Set<LocalDate> nights = new HashSet<>();
        for (int i = 0; i < times.size(); i++) {
            var local = times.get(i).atZone(BERLIN);
            boolean night = local.getHour() >= 22 || local.getHour() < 5;
            boolean odd = night || weekends && local.getDayOfWeek().getValue() >= 6;
            LocalDate of = local.getHour() < 5 ? local.toLocalDate().minusDays(1) : local.toLocalDate();
            assertThat(found.contains(i)).isEqualTo(odd && nights.add(of));
        }
    }

    @Property
    void wakesAfterSoManyDaysWithoutAnAct(
            @ForAll @Size(max = 40) List<@IntRange(max = 400_000) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 5) int days) {
        List<Instant> times = times(pauses);
        Set<Integer> expected = new HashSet<>();
        for (int i = 1; i < times.size(); i++) {
            long silent = day(times.get(i)) - day(times.get(i - 1));
            if (silent >= days) {
                expected.add(i);
            }
        }

        assertThat(found(new Dormant(days), times)).isEqualTo(expected);
    }

    private static long day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay();
    }

    private static Set<Integer> found(Condition condition, List<Instant> times) {
        Set<Integer> found = new HashSet<>();
        Trace trace = Trace.NOTHING;
        for (int i = 0; i < times.size(); i++) {
            Verdict verdict = condition.judge(trace, read(times.get(i)));
            trace = verdict.after();
            if (verdict.found().isPresent()) {
                found.add(i);
            }
        }
        return found;
    }

    private static List<Instant> times(List<Integer> pauses) {
        List<Instant> times = new ArrayList<>();
        IntStream.range(0, pauses.size())
                .forEach(i -> times.add((i == 0 ? START : times.get(i - 1)).plusSeconds(pauses.get(i))));
        return times;
    }

    private static Act read(Instant at) {
        return new Act(0, "e", at, "p", "archive.viewed", "success", "", 1);
    }
}
