package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.people.Crowd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// Measures a running region from outside. Exits with 1 when a message was lost, doubled, reordered or refused.
public final class Bench {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Settings settings;
    private final Path home;
    private final Crowd crowd;
    private final RegionControl region;
    private final ArchiveSize size;
    private final Clock clock;

    private Bench(Settings settings, Map<String, String> environment, Clock clock) {
        this.settings = settings;
        this.home = Path.of(environment.getOrDefault("PARLEY_HOME", ".parley"));
        this.crowd = new Crowd(settings.gateway(), settings.issuer(), home, environment, clock);
        this.region = new RegionControl(environment.getOrDefault("PARLEY_COMMAND", ""));
        this.size = new ArchiveSize(environment.getOrDefault("PARLEY_ARCHIVE_METRICS", ""));
        this.clock = clock;
    }

    public static void main(String[] arguments) throws Exception {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new Bench(settings, System.getenv(), Clock.systemUTC()).run() ? 0 : 1);
    }

    private boolean run() throws InterruptedException, IOException {
        var report = new Report(settings);
        boolean whole = measurement().run(report);
        String name = settings.scenario().label() + "-" + STAMP.format(clock.instant()) + ".json";
        say(report.table());
        say("report: " + report.write(home.resolve("bench").resolve(name)));
        return whole;
    }

    private Measurement measurement() {
        var theatre = new Theatre(settings, crowd, new Processes(home), region, clock, Bench::say);
        return switch (settings.scenario()) {
            case PAIRS, PACED, GROUP, SOAK -> new Speech(theatre);
            case IDLE -> new Idle(theatre);
            case RECONNECT, RESTART -> new Homecoming(theatre);
            case ANSWERS -> new Answers(theatre);
            case BOOTSTRAP -> new Bootstrap(theatre);
            case ARCHIVE -> new ArchiveWork(theatre, size);
        };
    }

    private static void say(String words) {
        System.out.println(words);
    }
}
