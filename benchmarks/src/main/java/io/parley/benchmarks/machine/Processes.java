package io.parley.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The processes of a local region, as its process-id files name them, and this one. Of a region elsewhere there is
/// only this one.
public final class Processes {

    static final String GENERATOR = "generator";

    private final Path pids;

    /// @param home the local region's folder, usually `.parley`
    public Processes(Path home) {
        this.pids = home.resolve("pid");
    }

    public boolean isLocal() {
        return Files.isDirectory(pids);
    }

    /// @throws IllegalArgumentException when no such process runs
    public long pid(String name) {
        Long pid = running().get(name);
        if (pid == null) {
            throw new IllegalArgumentException("process: " + name + " (expected: one of a running local region)");
        }
        return pid;
    }

    /// Those that are gone meanwhile are left out.
    public List<Usage> usage() {
        List<Usage> usage = new ArrayList<>();
        running().forEach((name, pid) -> KernelFiles.usage(name, pid).ifPresent(usage::add));
        KernelFiles.usage(GENERATOR, ProcessHandle.current().pid()).ifPresent(usage::add);
        return usage;
    }

    /// What each used between two looks; a process that was restarted in between counts from its start.
    public static List<Usage> between(List<Usage> before, List<Usage> after) {
        return after.stream()
                .map(now -> before.stream()
                        .filter(then -> then.name().equals(now.name()))
                        .filter(then -> then.processorSeconds() <= now.processorSeconds())
                        .findFirst()
                        .map(now::since)
                        .orElse(now))
                .toList();
    }

    private Map<String, Long> running() {
        Map<String, Long> running = new TreeMap<>();
        if (isLocal()) {
            try (Stream<Path> files = Files.list(pids)) {
                files.filter(file -> file.toString().endsWith(".pid")).forEach(file -> read(file, running));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    private static void read(Path file, Map<String, Long> running) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = file.getFileName().toString().replaceFirst("\\.pid$", "");
        running.put(name, Long.parseLong(properties.getProperty("pid")));
    }
}
