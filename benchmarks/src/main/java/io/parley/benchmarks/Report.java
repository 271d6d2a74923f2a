package io.parley.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/// What was measured, as a table for people and as JSON for machines.
record Report(Settings settings, Meter meter, long sent, long arrived, int disordered) {

    /// Every message that was sent arrived, once and in its place.
    boolean isWhole() {
        return sent == arrived && disordered == 0 && meter.failures() == 0;
    }

    String table() {
        return String.format(
                Locale.ROOT,
                """

                scenario %s, %d pairs, %d s measured after %d s of warming up
                                     per second     p50 ms     p99 ms   p99.9 ms     max ms
                accepted             %s
                delivered            %s
                sent %d, arrived %d, failed %d, pairs with a gap or a repeat %d""",
                settings.scenario(),
                settings.pairs(),
                meter.measured().toSeconds(),
                settings.warmup().toSeconds(),
                row(meter.acknowledged()),
                row(meter.delivered()),
                sent,
                arrived,
                meter.failures(),
                disordered);
    }

    Path write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("scenario", settings.scenario());
        report.put("pairs", settings.pairs());
        report.put("window", settings.window());
        report.put("rate", settings.scenario().equals("paced") ? settings.rate() : null);
        report.put("measuredSeconds", meter.measured().toMillis() / 1000.0);
        report.put("accepted", numbers(meter.acknowledged()));
        report.put("delivered", numbers(meter.delivered()));
        report.put("sent", sent);
        report.put("arrived", arrived);
        report.put("failed", meter.failures());
        report.put("disorderedPairs", disordered);
        Path file = folder.resolve(name);
        return Files.write(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
    }

    private String row(Histogram latencies) {
        return String.format(
                Locale.ROOT,
                "%10.0f %10.1f %10.1f %10.1f %10.1f",
                perSecond(latencies),
                milliseconds(latencies.getValueAtPercentile(50)),
                milliseconds(latencies.getValueAtPercentile(99)),
                milliseconds(latencies.getValueAtPercentile(99.9)),
                milliseconds(latencies.getMaxValue()));
    }

    private Map<String, Object> numbers(Histogram latencies) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("perSecond", perSecond(latencies));
        numbers.put("count", latencies.getTotalCount());
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            numbers.put("p" + percentile + "Ms", milliseconds(latencies.getValueAtPercentile(percentile)));
        }
        numbers.put("maxMs", milliseconds(latencies.getMaxValue()));
        return numbers;
    }

    private double perSecond(Histogram latencies) {
        return latencies.getTotalCount() * 1e9 / meter.measured().toNanos();
    }

    private static double milliseconds(long nanoseconds) {
        return nanoseconds / 1e6;
    }
}
