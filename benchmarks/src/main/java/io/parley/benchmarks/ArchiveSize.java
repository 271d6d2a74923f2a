package io.parley.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What archive-service's metrics say of the room that its records take. Of a region elsewhere nothing is known.
///
/// @param metrics where they are served; empty: nowhere
record ArchiveSize(String metrics) {

    /// Metrics of the size are brought up to date twice a minute.
    private static final Duration UP_TO_DATE = Duration.ofSeconds(35);
    private static final Pattern PART =
            Pattern.compile("parley_archive_size_bytes\\{.*part=\"([a-z-]+)\".*} ([0-9.E]+)");

    /// Bytes by part.
    Map<String, Double> bytes() throws InterruptedException {
        return metrics.isEmpty() ? Map.of() : read();
    }

    /// The same, when all that was written counts.
    Map<String, Double> settled() throws InterruptedException {
        if (!metrics.isEmpty()) {
            Thread.sleep(UP_TO_DATE);
        }
        return bytes();
    }

    private Map<String, Double> read() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String page = http.send(
                            HttpRequest.newBuilder(URI.create(metrics)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Map<String, Double> parts = new TreeMap<>();
            Matcher line = PART.matcher(page);
            while (line.find()) {
                parts.put(line.group(1), Double.parseDouble(line.group(2)));
            }
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
