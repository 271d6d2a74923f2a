package io.parley.benchmarks;

import io.parley.benchmarks.Crowd.Member;
import io.parley.client.ParleyClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Measures a running region from outside. Exits with 1 when a message was lost, doubled, reordered or refused.
public final class Bench {

    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Settings settings;
    private final Map<String, String> environment;
    private final Clock clock;

    private Bench(Settings settings, Map<String, String> environment, Clock clock) {
        this.settings = settings;
        this.environment = environment;
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

    private boolean run() throws InterruptedException, ExecutionException, TimeoutException, IOException {
        var meter = new Meter();
        List<Pair> pairs = pairs(meter);
        say("measuring for " + settings.duration().toSeconds() + " s ...");
        var load = new Load(settings, pairs);
        load.start();
        Thread.sleep(settings.warmup());
        meter.start();
        Thread.sleep(settings.duration());
        meter.stop();
        load.stop();
        drain(pairs, meter);
        pairs.forEach(Pair::close);
        return reported(pairs, meter);
    }

    private List<Pair> pairs(Meter meter) throws InterruptedException, ExecutionException, TimeoutException {
        HttpClient http = ParleyClient.newHttpClient();
        say("gathering " + 2 * settings.pairs() + " people ...");
        List<Member> people = new Crowd(settings, http, new Provisioning(settings, http, environment), clock)
                .gather(2 * settings.pairs());
        int window = settings.scenario().equals("pairs") ? settings.window() : 10_000;
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < settings.pairs(); i++) {
            pairs.add(new Pair(people.get(2 * i), people.get(2 * i + 1), window, meter));
        }
        return pairs;
    }

    /// What is under way when the clock stops still has to arrive.
    private static void drain(List<Pair> pairs, Meter meter) throws InterruptedException {
        long end = System.nanoTime() + DRAIN.toNanos();
        while (arrived(pairs) + meter.failures() < sent(pairs) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    private boolean reported(List<Pair> pairs, Meter meter) throws IOException {
        int disordered = (int) pairs.stream().filter(Pair::disordered).count();
        var report = new Report(settings, meter, sent(pairs), arrived(pairs), disordered);
        Path folder = Path.of(environment.getOrDefault("PARLEY_HOME", ".parley"), "bench");
        Path file = report.write(folder, settings.scenario() + "-" + STAMP.format(clock.instant()) + ".json");
        say(report.table());
        say("report: " + file);
        return report.isWhole();
    }

    private static long sent(List<Pair> pairs) {
        return pairs.stream().mapToLong(Pair::sent).sum();
    }

    private static long arrived(List<Pair> pairs) {
        return pairs.stream().mapToLong(Pair::arrived).sum();
    }

    private static void say(String words) {
        System.out.println(words);
    }
}
