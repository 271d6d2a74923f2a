package io.parley.benchmarks;

import io.parley.benchmarks.machine.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/// What was measured, as a table for people and as JSON for machines.
final class Report {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9};
    private static final double MILLION = 1e6;

    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    Report(Settings settings) {
        json.put("scenario", settings.scenario().label());
        json.put("options", settings.numbers());
        lines.add("");
        lines.add("scenario " + settings.scenario().label() + " " + settings.numbers());
    }

    /// One line of text; the table grows downwards.
    Report line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
        return this;
    }

    Report value(String name, Object value) {
        json.put(name, value);
        return this;
    }

    Report latencies(Meter meter) {
        value("measuredSeconds", meter.seconds());
        line("%-12s %12s %10s %10s %10s %10s", "", "per second", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        latencies("accepted", meter.accepted(), meter.seconds());
        latencies("delivered", meter.delivered(), meter.seconds());
        return this;
    }

    private void latencies(String name, Histogram latencies, double seconds) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("perSecond", latencies.getTotalCount() / seconds);
        numbers.put("count", latencies.getTotalCount());
        for (double percentile : PERCENTILES) {
            numbers.put("p" + percentile + "Ms", millis(latencies.getValueAtPercentile(percentile)));
        }
        numbers.put("maxMs", millis(latencies.getMaxValue()));
        value(name, numbers);
        line(
                "%-12s %12.0f %10.2f %10.2f %10.2f %10.2f",
                name,
                latencies.getTotalCount() / seconds,
                millis(latencies.getValueAtPercentile(50)),
                millis(latencies.getValueAtPercentile(99)),
                millis(latencies.getValueAtPercentile(99.9)),
                millis(latencies.getMaxValue()));
    }

    /// @param used since the measurement began
    /// @param operations what the processor time is divided by
    Report processes(List<Usage> used, double seconds, long operations, String operation) {
        line("");
        line("%-12s %12s %10s %14s %10s", "process", "processor s", "of a core", "us/" + operation, "memory MB");
        List<Map<String, Object>> all = new ArrayList<>();
        double processor = 0;
        double memory = 0;
        for (Usage usage : used) {
            all.add(process(usage, seconds, operations));
            processor += usage.processorSeconds();
            memory += usage.residentMegabytes();
        }
        all.add(process(new Usage("all", processor, memory), seconds, operations));
        return value("processes", all);
    }

    private Map<String, Object> process(Usage usage, double seconds, long operations) {
        double each = operations == 0 ? 0 : usage.processorSeconds() * MILLION / operations;
        line(
                "%-12s %12.2f %9.0f%% %14.1f %10.0f",
                usage.name(),
                usage.processorSeconds(),
                100 * usage.processorSeconds() / seconds,
                each,
                usage.residentMegabytes());
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("name", usage.name());
        process.put("processorSeconds", usage.processorSeconds());
        process.put("microsecondsEach", each);
        process.put("residentMegabytes", usage.residentMegabytes());
        return process;
    }

    String table() {
        return String.join("\n", lines);
    }

    Path write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static double millis(long nanoseconds) {
        return nanoseconds / MILLION;
    }
}
