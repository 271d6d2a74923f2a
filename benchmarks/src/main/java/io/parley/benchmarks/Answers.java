package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import io.parley.benchmarks.people.Member;
import io.parley.client.Notices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Many people who change their minds: each withdraws from the archive and agrees again, as fast as they are answered.
/// Every one of these is an entry of the ledger, with its receipt, its basis and its audit event.
final class Answers implements Measurement {

    private static final String ARCHIVE = "archive";
    private static final double SECONDS_PER_MINUTE = 60;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Theatre theatre;
    private final LongAdder refused = new LongAdder();

    Answers(Theatre theatre) {
        this.theatre = theatre;
    }

    @Override
    public boolean run(Report report) throws InterruptedException {
        List<Member> people = theatre.crowd().gather(theatre.settings().number("--people"));
        theatre.say().accept("warming up ...");
        var _ = fickle(people, theatre.settings().seconds("--warmup"));
        refused.reset();
        theatre.say().accept("measuring ...");
        List<Usage> before = theatre.processes().usage();
        long began = System.nanoTime();
        Histogram answers = fickle(people, theatre.settings().seconds("--seconds"));
        double seconds = (System.nanoTime() - began) / 1e9;
        List<Usage> used = Processes.between(before, theatre.processes().usage());
        double perMinute = answers.getTotalCount() / seconds * SECONDS_PER_MINUTE;
        report.value("answersPerMinute", perMinute)
                .value("refused", refused.sum())
                .value("p50Ms", millis(answers, 50))
                .value("p99Ms", millis(answers, 99))
                .line(
                        "%.0f answers recorded per minute, p50 %.1f ms, p99 %.1f ms, refused: %d",
                        perMinute, millis(answers, 50), millis(answers, 99), refused.sum())
                .processes(used, seconds, answers.getTotalCount(), "answer");
        return refused.sum() == 0;
    }

    private Histogram fickle(List<Member> people, Duration time) throws InterruptedException {
        Histogram answers = new ConcurrentHistogram(LONGEST.toNanos(), 3);
        long end = System.nanoTime() + time.toNanos();
        List<Callable<Long>> minds = new ArrayList<>();
        for (Member member : people) {
            minds.add(() -> change(member.api().notices(), end, answers));
        }
        var _ = theatre.crowd().together(minds);
        return answers;
    }

    private long change(Notices notices, long end, Histogram answers) {
        long count = 0;
        Optional<Notices.Answer> last = notices.latest(ARCHIVE);
        if (last.isEmpty()) {
            refused.increment();
            return count;
        }
        boolean agreed = !last.get().answer().equals("withdrawn");
        String yes = last.get().kind().equals("notice") ? "acknowledged" : "accepted";
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            var _ = agreed
                    ? notices.withdraw(ARCHIVE)
                    : notices.answerAgain(last.get(), yes, theatre.clock().instant());
            answers.recordValue(System.nanoTime() - began);
            agreed = !agreed;
            count++;
        }
        return count;
    }

    private static double millis(Histogram answers, double percentile) {
        return answers.getValueAtPercentile(percentile) / 1e6;
    }
}
