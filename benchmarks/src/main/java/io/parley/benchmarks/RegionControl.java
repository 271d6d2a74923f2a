package io.parley.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Kills and starts processes of a local region, through the command that started this program.
///
/// @param command the `parley` script; empty when the region is not local
record RegionControl(String command) {

    void run(String... words) {
        if (command.isEmpty()) {
            throw new IllegalStateException("region: elsewhere (expected: local, started by ./parley bench)");
        }
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(words));
        var builder = new ProcessBuilder(line).inheritIO();
        builder.environment().putAll(Map.of("PARLEY_NO_BUILD", "1"));
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", line) + ": " + code + " (expected: 0)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
