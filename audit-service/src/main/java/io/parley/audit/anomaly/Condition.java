package io.parley.audit.anomaly;

import io.parley.audit.anomaly.Trace.Sample;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// When an act is an anomaly, given what is remembered of its actor. Pure: no clock, no I/O, so that the past is judged
/// as the present is.
sealed interface Condition {

    Verdict judge(Trace before, Act act);

    /// @param found how much was found, when it is an anomaly
    record Verdict(Trace after, OptionalLong found) {
        static Verdict nothing(Trace after) {
            return new Verdict(after, OptionalLong.empty());
        }

        static Verdict anomaly(Trace after, long found) {
            return new Verdict(after, OptionalLong.of(found));
        }
    }

    /// So much within so long a time. Counting begins anew after each find, so one burst is told once per threshold.
    record TooMuch(Measure measure, long count, Duration window) implements Condition {

        @Override
        public Verdict judge(Trace before, Act act) {
            long amount = measure.of(act);
            return amount == 0 ? Verdict.nothing(before) : judge(with(before, Sample.of(act.at(), amount)));
        }

        /// The window ends with the latest act: events may arrive a little out of their order.
        private Verdict judge(List<Sample> samples) {
            long latest = samples.stream().mapToLong(Sample::at).max().orElse(0);
            List<Sample> within = samples.stream()
                    .filter(sample -> sample.at() > latest - window.toMillis())
                    .toList();
            long sum = within.stream().mapToLong(Sample::amount).sum();
            return sum >= count ? Verdict.anomaly(Trace.NOTHING, sum) : Verdict.nothing(new Trace(within));
        }

        private static List<Sample> with(Trace before, Sample sample) {
            List<Sample> samples = new ArrayList<>(before.samples());
            samples.add(sample);
            return samples;
        }
    }

    /// Content read at a time of the day when nobody works. Told once per person and night.
    ///
    /// @param from inclusive; `to` is exclusive and may be the next morning
    /// @param weekends whether Saturdays and Sundays are odd as a whole
    record OddHours(ZoneId zone, LocalTime from, LocalTime to, boolean weekends) implements Condition {

        @Override
        public Verdict judge(Trace before, Act act) {
            ZonedDateTime local = act.at().atZone(zone);
            if (Measure.READS.of(act) == 0 || !isOdd(local)) {
                return Verdict.nothing(before);
            }
            Sample night = new Sample(night(local).toEpochDay(), 1);
            return before.samples().contains(night)
                    ? Verdict.nothing(before)
                    : Verdict.anomaly(new Trace(List.of(night)), 1);
        }

        private boolean isOdd(ZonedDateTime local) {
            LocalTime time = local.toLocalTime();
            boolean after = !time.isBefore(from);
            boolean before = time.isBefore(to);
            boolean night = from.isBefore(to) ? after && before : after || before;
            return night || weekends && isWeekend(local.getDayOfWeek());
        }

        /// The small hours belong to the evening before.
        private LocalDate night(ZonedDateTime local) {
            boolean small = !from.isBefore(to) && local.toLocalTime().isBefore(to);
            return local.toLocalDate().minusDays(small ? 1 : 0);
        }

        private static boolean isWeekend(DayOfWeek day) {
            return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        }
    }

    /// The first act after so many days (UTC) without any. Who was never seen is new, not dormant.
    record Dormant(int days) implements Condition {

        @Override
        public Verdict judge(Trace before, Act act) {
            LocalDate today = LocalDate.ofInstant(act.at(), ZoneOffset.UTC);
            if (before.samples().isEmpty()) {
                return Verdict.nothing(seen(today));
            }
            long silent = ChronoUnit.DAYS.between(last(before), today);
            Trace after = silent > 0 ? seen(today) : before;
            return silent >= days ? Verdict.anomaly(after, silent) : Verdict.nothing(after);
        }

        private static Trace seen(LocalDate day) {
            Instant start = day.atStartOfDay().toInstant(ZoneOffset.UTC);
            return new Trace(List.of(Sample.of(start, 1)));
        }

        private static LocalDate last(Trace before) {
            return LocalDate.ofInstant(
                    Instant.ofEpochMilli(before.samples().getFirst().at()), ZoneOffset.UTC);
        }
    }
}
