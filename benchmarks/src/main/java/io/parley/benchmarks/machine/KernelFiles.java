package io.parley.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `/proc` (proc_pid_stat(5), proc_pid_smaps(5)).
final class KernelFiles {

    private static final Path PROC = Path.of("/proc");
    /// sysconf(_SC_CLK_TCK), which Linux fixes at this for everybody who asks.
    private static final double TICKS_PER_SECOND = 100;

    /// Fields of `stat` behind the command's closing parenthesis, where the state is number 0.
    private static final int USER = 11;

    private KernelFiles() {}

    static Optional<Usage> usage(String name, long pid) {
        List<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
        return ticks(pid, true)
                .map(own -> new Usage(
                        name,
                        (own
                                        + children.stream()
                                                .mapToLong(child ->
                                                        ticks(child, false).orElse(0L))
                                                .sum())
                                / TICKS_PER_SECOND,
                        (kilobytes(pid, "status", "VmRSS:")
                                        + children.stream()
                                                .mapToLong(child -> kilobytes(child, "smaps_rollup", "Pss:"))
                                                .sum())
                                / 1024.0));
    }

    private static Optional<Long> ticks(long pid, boolean withEndedChildren) {
        try {
            return Optional.of(ticks(Files.readString(PROC.resolve(pid + "/stat")), withEndedChildren));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    static long ticks(String stat, boolean withEndedChildren) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = USER; i < USER + (withEndedChildren ? 4 : 2); i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    private static long kilobytes(long pid, String file, String name) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/" + file))) {
            return kilobytes(lines, name);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }

    static long kilobytes(Stream<String> lines, String name) {
        return lines.filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
