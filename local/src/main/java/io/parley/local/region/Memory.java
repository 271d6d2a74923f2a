package io.parley.local.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process and its children occupy, in kilobytes; 0 where the system does not say.
public final class Memory {

    private Memory() {}

    /// Children (PostgreSQL has one per connection) count with their proportional share, because they map the
    /// same buffers.
    public static long resident(long pid) {
        long own = field(pid, "status", "VmRSS:");
        return own
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> field(child.pid(), "smaps_rollup", "Pss:"))
                        .sum();
    }

    private static long field(long pid, String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0; // not Linux, or the process ended meanwhile
        }
    }
}
