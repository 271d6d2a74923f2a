package io.parley.local.region;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/// A process that was started, as its process-id file tells it.
///
/// @param startedAt when the operating system says it began; a reused process id has another moment
/// @param build the build it runs, to notice when a newer one is there
/// @param full whether it runs as for measurements: with the JVM's whole compiler, PostgreSQL with room
public record Running(Instance instance, long pid, Instant startedAt, String build, boolean full) {

    /// The kernel's start time is a count of ticks since boot; the conversion may differ by a tick or two.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static Running of(Instance instance, ProcessHandle process, String build, boolean full) {
        return new Running(instance, process.pid(), startOf(process), build, full);
    }

    public String name() {
        return instance.name();
    }

    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(this::isStillMine);
    }

    public boolean isAlive() {
        return process().isPresent();
    }

    void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty("part", instance.part().label());
        properties.setProperty("number", Integer.toString(instance.number()));
        properties.setProperty("port", Integer.toString(instance.port()));
        properties.setProperty("secondPort", Integer.toString(instance.secondPort()));
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("startedAt", startedAt.toString());
        properties.setProperty("build", build);
        properties.setProperty("full", Boolean.toString(full));
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Running read(Path file) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Instance instance = new Instance(
                Part.named(properties.getProperty("part")),
                Integer.parseInt(properties.getProperty("number")),
                Integer.parseInt(properties.getProperty("port")),
                Integer.parseInt(properties.getProperty("secondPort")));
        return new Running(
                instance,
                Long.parseLong(properties.getProperty("pid")),
                Instant.parse(properties.getProperty("startedAt")),
                properties.getProperty("build"),
                Boolean.parseBoolean(properties.getProperty("full")));
    }

    private boolean isStillMine(ProcessHandle process) {
        Duration difference = Duration.between(startOf(process), startedAt).abs();
        return process.isAlive() && difference.compareTo(TOLERANCE) < 0 && !isZombie(pid);
    }

    /// A process that ended and that nobody has collected yet still has an id.
    static boolean isZombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.exists(stat) ? Files.readString(stat) : "";
            return text.startsWith(" Z", text.lastIndexOf(')') + 1);
        } catch (IOException gone) {
            return true;
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
