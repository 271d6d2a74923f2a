package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// What each process held at the end of each minute of a long run.
final class Minutes {

    private final Processes processes;
    private final Consumer<String> say;
    private final List<Map<String, Long>> megabytes = new ArrayList<>();

    Minutes(Processes processes, Consumer<String> say) {
        this.processes = processes;
        this.say = say;
    }

    /// Returns after that time.
    void pass(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            Thread.sleep(Duration.ofNanos(Math.min(left, Duration.ofMinutes(1).toNanos())));
            note();
        }
    }

    private void note() {
        Map<String, Long> now = new LinkedHashMap<>();
        for (Usage usage : processes.usage()) {
            now.put(usage.name(), Math.round(usage.residentMegabytes()));
        }
        megabytes.add(now);
        say.accept(String.format(Locale.ROOT, "minute %3d, memory in MB: %s", megabytes.size(), now));
    }

    List<Map<String, Long>> megabytes() {
        return megabytes;
    }
}
