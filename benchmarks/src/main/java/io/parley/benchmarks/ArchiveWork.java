package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import io.parley.benchmarks.people.Member;
import io.parley.benchmarks.socket.Loop;
import io.parley.client.Archive;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import io.parley.client.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/// The archive from its beginning: people talk until it has so many records, then an officer searches under a grant and
/// exports. Everything through the public interface, so that gate, grants, scope and audit are in what is measured.
final class ArchiveWork implements Measurement {

    private static final String AUDITOR = "grace";
    private static final Duration ARRIVE_WITHIN = Duration.ofMinutes(2);
    /// However far behind it is, the archive decides at least so many in a second, or something is wrong.
    private static final int SLOWEST_ARCHIVE = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int WARM_UP = 20;
    private static final int PAGE = 20;
    private static final int MOST_EXPORTED = 200_000;

    private final Theatre theatre;
    private final Settings settings;
    private final RandomGenerator random = new Random(1);
    private final ArchiveSize size;

    ArchiveWork(Theatre theatre, ArchiveSize size) {
        this.theatre = theatre;
        this.size = size;
        this.settings = theatre.settings();
    }

    @Override
    public boolean run(Report report) throws InterruptedException {
        Instant begun = theatre.clock().instant();
        try (Loop loop = new Loop(settings.gateway())) {
            var progress = new Progress(loop, theatre.clock());
            var script = new Stage.Script(Vocabulary.texts(), Vocabulary.NUMBER);
            var stage = new Stage(theatre.crowd(), loop, progress, script);
            theatre.say().accept("gathering people ...");
            List<Talk> talks = stage.pairs(settings.number("--pairs"));
            Map<String, Double> before = size.bytes(begun);
            boolean whole = filled(report, loop, progress, talks, stage.speakers());
            stage.clear();
            size(report, before, size.bytes(theatre.clock().instant()));
            theatre.say().accept("searching ...");
            var officers = new Officers(
                    theatre.crowd(), begun.minusSeconds(60), theatre.clock().instant());
            boolean found = searched(report, officers, talks, stage.speakers());
            theatre.say().accept("exporting ...");
            return exported(report, officers, talks) && found && whole;
        }
    }

    private boolean filled(Report report, Loop loop, Progress progress, List<Talk> talks, List<Speaker> speakers)
            throws InterruptedException {
        int records = settings.number("--records");
        var archive = new ArchiveWatch(theatre.crowd().person(AUDITOR), loop, talks);
        Thread watching = archive.start();
        List<Usage> before = theatre.processes().usage();
        long began = System.nanoTime();
        var pump = new Pump(loop, speakers);
        loop.run(() -> {
            progress.whenAccepted(pump::again);
            pump.fill(settings.number("--window"));
        });
        Progress.State state = spoken(loop, progress, records);
        double seconds = since(began);
        loop.run(pump::stop);
        ArchiveWatch.Lag lag = archive.stop(watching);
        state = arrived(loop, progress, state);
        ArchiveWatch.Coverage coverage = archive.settle(Duration.ofSeconds(120 + records / SLOWEST_ARCHIVE));
        List<Usage> used = Processes.between(before, theatre.processes().usage());
        report.value("messages", state)
                .value("archiveLag", lag)
                .value("archiveCoverage", coverage)
                .value("acceptedPerSecond", state.accepted() / seconds)
                .value("archivedPerSecond", coverage.archived() / since(began))
                .line(
                        "accepted %d (%.0f per second), lost %d, failures: %s",
                        state.accepted(), state.accepted() / seconds, state.lost(), state.failures())
                .line(
                        "archive behind: %.2f s at most, all decided %.2f s after the last; archived %d, missing %d",
                        lag.maxSeconds(), coverage.afterSeconds(), coverage.archived(), coverage.missing())
                .processes(used, since(began), state.accepted(), "record");
        return state.isWhole() && coverage.missing() == 0;
    }

    private Progress.State spoken(Loop loop, Progress progress, int records) throws InterruptedException {
        Progress.State state = loop.call(progress::state);
        long movedAt = System.nanoTime();
        for (int tick = 0; state.accepted() < records; tick++) {
            Thread.sleep(100);
            Progress.State now = loop.call(progress::state);
            if (now.accepted() > state.accepted()) {
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > ARRIVE_WITHIN.toNanos()) {
                throw new IllegalStateException("accepted: " + now.accepted() + ", and no more for "
                        + ARRIVE_WITHIN.toSeconds() + " s (expected: " + records + ")");
            }
            state = now;
            if (tick % 300 == 0) {
                theatre.say().accept("said " + state.accepted() + " of " + records);
            }
        }
        return state;
    }

    private static Progress.State arrived(Loop loop, Progress progress, Progress.State last)
            throws InterruptedException {
        long end = System.nanoTime() + ARRIVE_WITHIN.toNanos();
        Progress.State state = last;
        while (!state.isSettled() && System.nanoTime() < end) {
            Thread.sleep(50);
            state = loop.call(progress::state);
        }
        return state;
    }

    private void size(Report report, Map<String, Double> before, Map<String, Double> after) {
        int records = settings.number("--records");
        Map<String, Double> each = new TreeMap<>();
        after.forEach((part, bytes) -> each.put(part, (bytes - before.getOrDefault(part, 0.0)) / records));
        report.value("bytesPerRecord", each).line("").line("bytes a record in the database: %s", rounded(each));
    }

    private static Map<String, Long> rounded(Map<String, Double> numbers) {
        Map<String, Long> rounded = new TreeMap<>();
        numbers.forEach((name, number) -> rounded.put(name, Math.round(number)));
        return rounded;
    }

    private boolean searched(Report report, Officers officers, List<Talk> talks, List<Speaker> speakers)
            throws InterruptedException {
        List<PersonId> people = theatre.crowd().gather(2 * talks.size()).stream()
                .map(Member::id)
                .toList();
        GrantId everybody = officers.granted(people, List.of());
        List<String> words = Vocabulary.usual();
        report.line("").line("%-34s %10s %10s %10s %10s", "search", "p50 ms", "p95 ms", "max ms", "found");
        boolean person = timed(
                report,
                "word, person, month",
                officers,
                n -> new Archive.Search(
                        everybody,
                        words.get(n % words.size()),
                        List.of(people.get(2 * n % people.size())),
                        officers.from(),
                        officers.to(),
                        null,
                        PAGE));
        boolean rare = timed(report, "rare word, everybody", officers, n -> {
            Speaker speaker = speakers.get(n % speakers.size());
            String number = String.format(Locale.ROOT, "PO%010d", speaker.saidBefore(random.nextLong()));
            return new Archive.Search(everybody, number, null, null, null, null, PAGE);
        });
        return person && rare;
    }

    /// @return whether each found something, as it must
    private boolean timed(Report report, String name, Officers officers, IntFunction<Archive.Search> searches) {
        Histogram times = new Histogram(LONGEST.toNanos(), 3);
        long found = 0;
        boolean each = true;
        for (int n = -WARM_UP; n < settings.number("--searches"); n++) {
            Archive.Search search = searches.apply(Math.abs(n));
            long began = System.nanoTime();
            int results = officers.search(search);
            if (n >= 0) {
                times.recordValue(System.nanoTime() - began);
                found += results;
                each &= results > 0;
            }
        }
        Map<String, Object> numbers = new TreeMap<>();
        numbers.put("p50Ms", times.getValueAtPercentile(50) / 1e6);
        numbers.put("p95Ms", times.getValueAtPercentile(95) / 1e6);
        numbers.put("maxMs", times.getMaxValue() / 1e6);
        report.value(name, numbers)
                .line(
                        "%-34s %10.1f %10.1f %10.1f %10d",
                        name,
                        times.getValueAtPercentile(50) / 1e6,
                        times.getValueAtPercentile(95) / 1e6,
                        times.getMaxValue() / 1e6,
                        found);
        return each;
    }

    /// As many conversations as have about [#MOST_EXPORTED] records of this run.
    private boolean exported(Report report, Officers officers, List<Talk> talks) throws InterruptedException {
        int each = Math.max(1, settings.number("--records") / talks.size());
        List<ConversationId> some = talks.stream()
                .limit(Math.max(1, MOST_EXPORTED / each))
                .map(talk -> new ConversationId(talk.conversation()))
                .toList();
        GrantId grant = officers.granted(List.of(), some);
        List<Usage> before = theatre.processes().usage();
        long began = System.nanoTime();
        Archive.Export export = officers.export(grant, "json");
        double seconds = since(began);
        List<Usage> used = Processes.between(before, theatre.processes().usage());
        Archive.Contents contents = export.contents();
        if (contents == null) {
            report.line("export: %s", export.state());
            return false;
        }
        report.value("exportedRecords", contents.records())
                .value("exportedPerSecond", contents.records() / seconds)
                .line("")
                .line(
                        "exported %d records of %d conversations in %.1f s: %.0f per second, %d bytes",
                        contents.records(),
                        contents.conversations(),
                        seconds,
                        contents.records() / seconds,
                        contents.size())
                .processes(used, seconds, contents.records(), "record");
        return true;
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
