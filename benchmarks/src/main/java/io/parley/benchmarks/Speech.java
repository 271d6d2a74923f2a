package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import io.parley.benchmarks.socket.Loop;
import java.time.Duration;
import java.util.List;

/// The scenarios in which people talk: warm up, measure, let everything arrive, account for every message.
final class Speech implements Measurement {

    private static final Duration ARRIVE_WITHIN = Duration.ofSeconds(60);
    private static final Duration ARCHIVE_WITHIN = Duration.ofSeconds(120);
    private static final String AUDITOR = "grace";

    private final Theatre theatre;
    private final Settings settings;
    private final Minutes minutes;

    Speech(Theatre theatre) {
        this.theatre = theatre;
        this.settings = theatre.settings();
        this.minutes = new Minutes(theatre.processes(), theatre.say());
    }

    @Override
    public boolean run(Report report) throws InterruptedException {
        try (Loop loop = new Loop(settings.gateway())) {
            var progress = new Progress(loop, theatre.clock());
            var stage = new Stage(theatre.crowd(), loop, progress, Stage.Script.ONE_TEXT);
            theatre.say().accept("gathering people ...");
            List<Talk> talks = talks(stage);
            var pump = new Pump(loop, stage.speakers());
            loop.call(() -> start(pump, progress));
            theatre.say().accept("warming up, then measuring ...");
            Thread.sleep(settings.seconds("--warmup"));
            boolean whole = measured(report, loop, progress, pump, talks);
            stage.clear();
            return whole;
        }
    }

    private List<Talk> talks(Stage stage) throws InterruptedException {
        return switch (settings.scenario()) {
            case PAIRS, PACED, SOAK -> stage.pairs(settings.number("--pairs"));
            case GROUP -> stage.group(settings.number("--members"), settings.number("--senders"));
            case IDLE, RECONNECT, RESTART, ANSWERS, BOOTSTRAP, ARCHIVE -> throw notSpeech();
        };
    }

    private Pump start(Pump pump, Progress progress) {
        switch (settings.scenario()) {
            case PAIRS -> {
                progress.whenAccepted(pump::again);
                pump.fill(settings.number("--window"));
            }
            case GROUP -> {
                progress.whenComplete(pump::again);
                pump.fill(settings.number("--window"));
            }
            case PACED, SOAK -> pump.pace(settings.number("--rate"));
            case IDLE, RECONNECT, RESTART, ANSWERS, BOOTSTRAP, ARCHIVE -> throw notSpeech();
        }
        return pump;
    }

    private IllegalStateException notSpeech() {
        return new IllegalStateException("scenario: " + settings.scenario() + " (expected: one with messages)");
    }

    private boolean measured(Report report, Loop loop, Progress progress, Pump pump, List<Talk> talks)
            throws InterruptedException {
        Meter meter = progress.meter();
        var archive = new ArchiveWatch(theatre.crowd().person(AUDITOR), loop, talks);
        Thread watching = archive.start();
        List<Usage> before = theatre.processes().usage();
        loop.run(() -> meter.start(System.nanoTime()));
        last();
        loop.run(() -> meter.stop(System.nanoTime()));
        List<Usage> used = Processes.between(before, theatre.processes().usage());
        loop.run(pump::stop);
        ArchiveWatch.Lag lag = archive.stop(watching);
        Progress.State state = arrived(loop, progress);
        ArchiveWatch.Coverage coverage = archive.settle(ARCHIVE_WITHIN);
        tell(report, meter, used, lag, state, coverage);
        return state.isWhole() && coverage.missing() == 0;
    }

    private void last() throws InterruptedException {
        if (settings.scenario() == Scenario.SOAK) {
            minutes.pass(Duration.ofMinutes(settings.number("--minutes")));
        } else {
            Thread.sleep(settings.seconds("--seconds"));
        }
    }

    /// What is under way when the clock stops still has to arrive.
    private static Progress.State arrived(Loop loop, Progress progress) throws InterruptedException {
        long end = System.nanoTime() + ARRIVE_WITHIN.toNanos();
        Progress.State state = loop.call(progress::state);
        while (!state.isSettled() && System.nanoTime() < end) {
            Thread.sleep(50);
            state = loop.call(progress::state);
        }
        return state;
    }

    private void tell(
            Report report,
            Meter meter,
            List<Usage> used,
            ArchiveWatch.Lag lag,
            Progress.State state,
            ArchiveWatch.Coverage coverage) {
        report.latencies(meter)
                .value("messages", state)
                .value("archiveLag", lag)
                .value("archiveCoverage", coverage)
                .value("megabytesPerMinute", minutes.megabytes())
                .line(
                        "sent %d, accepted %d, delivered %d, lost %d, asked to wait %d",
                        state.sent(), state.accepted(), state.delivered(), state.lost(), state.throttled())
                .line("failures: %s", state.failures().isEmpty() ? "none" : state.failures())
                .line(
                        "archive behind: %.2f s at most, %.2f s when the load stopped, all decided %.2f s later; missing %d",
                        lag.maxSeconds(), lag.endSeconds(), coverage.afterSeconds(), coverage.missing());
        boolean fanOut = settings.scenario() == Scenario.GROUP;
        long operations = (fanOut ? meter.delivered() : meter.accepted()).getTotalCount();
        report.processes(used, meter.seconds(), operations, fanOut ? "delivery" : "message");
    }
}
