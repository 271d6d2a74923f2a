package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import io.parley.benchmarks.people.Member;
import io.parley.client.Notices;
import io.parley.client.ParleyClient;
import io.parley.client.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Many people who change their minds: in turn, so many at a time, each withdraws from the archive or agrees again, as
/// fast as they are answered. Every one of these is an entry of the ledger, with its receipt, its basis and its audit
/// event.
final class Answers implements Measurement {

    private static final String ARCHIVE = "archive";
    private static final int HANDS = 24;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Theatre theatre;
    private final LongAdder refused = new LongAdder();

    Answers(Theatre theatre) {
        this.theatre = theatre;
    }

    @Override
    public boolean run(Report report) throws InterruptedException {
        List<Mind> minds = minds(theatre.crowd().gather(theatre.settings().number("--people")));
        theatre.say().accept("warming up ...");
        var _ = fickle(minds, theatre.settings().seconds("--warmup"));
        refused.reset();
        theatre.say().accept("measuring ...");
        List<Usage> before = theatre.processes().usage();
        long began = System.nanoTime();
        Histogram answers = fickle(minds, theatre.settings().seconds("--seconds"));
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

    private List<Mind> minds(List<Member> people) throws InterruptedException {
        List<Callable<Optional<Mind>>> questions = new ArrayList<>();
        for (Member member : people) {
            questions.add(() -> member.api().notices().latest(ARCHIVE).map(last -> new Mind(member.api(), last)));
        }
        List<Mind> minds = theatre.crowd().together(questions).stream()
                .flatMap(Optional::stream)
                .toList();
        if (minds.size() < people.size()) {
            throw new IllegalStateException("answers: " + minds.size() + " of " + people.size()
                    + " have one about the archive (expected: all)");
        }
        return minds;
    }

    private Histogram fickle(List<Mind> minds, Duration time) throws InterruptedException {
        Histogram answers = new ConcurrentHistogram(LONGEST.toNanos(), 3);
        long end = System.nanoTime() + time.toNanos();
        List<Callable<Integer>> turns = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            int first = hand;
            turns.add(() -> inTurn(first, minds, end, answers));
        }
        var _ = theatre.crowd().together(turns);
        return answers;
    }

    private int inTurn(int first, List<Mind> minds, long end, Histogram answers) {
        int count = 0;
        while (System.nanoTime() < end) {
            for (int i = first; i < minds.size() && System.nanoTime() < end; i += HANDS) {
                long began = System.nanoTime();
                change(minds.get(i));
                answers.recordValue(System.nanoTime() - began);
                count++;
            }
        }
        return count;
    }

    private void change(Mind mind) {
        try {
            mind.change(theatre.clock().instant());
        } catch (ProblemException e) {
            refused.increment();
        }
    }

    /// What somebody said last, and says next.
    private static final class Mind {

        private final Notices notices;
        private final Notices.Answer last;
        private boolean agreed;

        Mind(ParleyClient api, Notices.Answer last) {
            this.notices = api.notices();
            this.last = last;
            this.agreed = !last.answer().equals("withdrawn");
        }

        void change(Instant now) {
            String yes = last.kind().equals("notice") ? "acknowledged" : "accepted";
            var _ = agreed ? notices.withdraw(ARCHIVE) : notices.answerAgain(last, yes, now);
            agreed = !agreed;
        }
    }

    private static double millis(Histogram answers, double percentile) {
        return answers.getValueAtPercentile(percentile) / 1e6;
    }
}
