package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import io.parley.benchmarks.people.Member;
import io.parley.benchmarks.socket.ClientFrames;
import io.parley.benchmarks.socket.FrameKind;
import io.parley.benchmarks.socket.Loop;
import io.parley.benchmarks.socket.ServerFrame;
import io.parley.benchmarks.socket.SocketEvents;
import io.parley.benchmarks.socket.Wire;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Sessions that begin at a steady pace, whether or not those before them stood yet: how long from when one was due
/// until the gateway has said who the person is, where they stand and what awaits them. Each leaves again at once.
/// Everything happens on the loop.
final class Bootstrap implements Measurement {

    private static final long GRAIN = 250_000;
    private static final double NANOS = 1e9;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration STAND_WITHIN = Duration.ofSeconds(10);

    private final Theatre theatre;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final byte[] hello = ClientFrames.hello("bench", Map.of());
    private final Histogram welcomes = new Histogram(LONGEST.toNanos(), 3);
    private final Map<String, Long> failures = new TreeMap<>();
    private @Nullable Loop loop;
    private boolean running;
    private boolean measuring;
    private long begin;
    private long turn;
    private long under;

    Bootstrap(Theatre theatre) {
        this.theatre = theatre;
    }

    @Override
    public boolean run(Report report) throws InterruptedException {
        List<Member> people = theatre.crowd().gatherSilent(theatre.settings().number("--people"));
        waiting.addAll(theatre.crowd().tokens(people));
        try (Loop opened = new Loop(theatre.settings().gateway())) {
            loop = opened;
            theatre.say().accept("warming up, then measuring ...");
            opened.run(this::start);
            Thread.sleep(theatre.settings().seconds("--warmup"));
            return measured(report, opened);
        }
    }

    private boolean measured(Report report, Loop on) throws InterruptedException {
        List<Usage> before = theatre.processes().usage();
        long began = on.call(this::measure);
        Thread.sleep(theatre.settings().seconds("--seconds"));
        double seconds = (on.call(this::stop) - began) / NANOS;
        List<Usage> used = Processes.between(before, theatre.processes().usage());
        long end = System.nanoTime() + STAND_WITHIN.toNanos();
        while (on.call(() -> under) > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        return on.call(() -> told(report, used, seconds));
    }

    private void start() {
        running = true;
        begin = System.nanoTime();
        keepPace();
    }

    private long measure() {
        welcomes.reset();
        failures.clear();
        measuring = true;
        return System.nanoTime();
    }

    private long stop() {
        running = false;
        return System.nanoTime();
    }

    /// Somebody whose turn it is but who has not left yet comes as soon as somebody has: what is due stays due.
    private void keepPace() {
        long now = System.nanoTime();
        while (running && due() - now <= 0 && !waiting.isEmpty()) {
            open(waiting.remove(), due());
            turn++;
        }
        if (running && loop != null) {
            loop.after(Math.max(due() - now, GRAIN), this::keepPace);
        }
    }

    private long due() {
        return begin + (long) (turn * NANOS / theatre.settings().number("--rate"));
    }

    private void open(String token, long due) {
        if (loop != null) {
            under++;
            var _ = loop.connect(token, hello, new Beginning(token, due, measuring));
        }
    }

    private final class Beginning implements SocketEvents {

        private final String token;
        private final long due;
        private final boolean counts;
        private boolean welcomed;

        Beginning(String token, long due, boolean counts) {
            this.token = token;
            this.due = due;
            this.counts = counts;
        }

        @Override
        public void frame(Wire wire, ServerFrame frame, long nanos) {
            if (frame.kind() == FrameKind.WELCOME) {
                welcomed = true;
                if (counts) {
                    welcomes.recordValue(Math.clamp(nanos - due, 1, LONGEST.toNanos()));
                }
                wire.drop();
            }
        }

        @Override
        public void closed(Wire wire, String why) {
            under--;
            waiting.add(token);
            if (counts && !welcomed) {
                failures.merge(why, 1L, Long::sum);
            }
        }
    }

    private boolean told(Report report, List<Usage> used, double seconds) {
        report.value("sessionsPerSecond", welcomes.getTotalCount() / seconds)
                .value("withoutWelcome", under)
                .value("failures", failures)
                .value("p50Ms", millis(50))
                .value("p99Ms", millis(99))
                .value("maxMs", welcomes.getMaxValue() / 1e6)
                .line(
                        "%.0f sessions begun per second, welcome p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                        welcomes.getTotalCount() / seconds, millis(50), millis(99), welcomes.getMaxValue() / 1e6)
                .line("without a welcome: %d, failures: %s", under, failures.isEmpty() ? "none" : failures)
                .processes(used, seconds, welcomes.getTotalCount(), "session");
        return failures.isEmpty() && under == 0;
    }

    private double millis(double percentile) {
        return welcomes.getValueAtPercentile(percentile) / 1e6;
    }
}
