package io.parley.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What archive-service's metrics say of the room that its records take. Of a region elsewhere nothing is known.
///
/// @param metrics where they are served, on this machine; empty: nowhere
record ArchiveSize(String metrics) {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Pattern PART =
            Pattern.compile("parley_archive_size_bytes\\{.*part=\"([a-z-]+)\".*} ([0-9.E]+)");
    private static final Pattern AT = Pattern.compile("parley_archive_size_at_seconds(?:\\{.*})? ([0-9.E]+)");

    /// Bytes by part, weighed after this instant: all that was written by then counts.
    Map<String, Double> bytes(Instant since) throws InterruptedException {
        if (metrics.isEmpty()) {
            return Map.of();
        }
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        String page = page();
        while (at(page) < since.toEpochMilli() / 1000.0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "parley.archive.size.at: " + at(page) + " (expected: after " + since + ")");
            }
            Thread.sleep(500);
            page = page();
        }
        return parts(page);
    }

    private String page() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(metrics)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double at(String page) {
        Matcher line = AT.matcher(page);
        if (!line.find()) {
            throw new IllegalStateException("parley.archive.size.at: none (expected: among archive-service's metrics)");
        }
        return Double.parseDouble(line.group(1));
    }

    private static Map<String, Double> parts(String page) {
        Map<String, Double> parts = new TreeMap<>();
        Matcher line = PART.matcher(page);
        while (line.find()) {
            parts.put(line.group(1), Double.parseDouble(line.group(2)));
        }
        return parts;
    }
}
