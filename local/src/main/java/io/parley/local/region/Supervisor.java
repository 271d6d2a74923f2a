package io.parley.local.region;

import io.parley.local.store.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts and ends the processes of a region.
public final class Supervisor {

    public static final Duration READY_WITHIN = Duration.ofSeconds(180);

    private static final long POLITE_SECONDS = 10;
    private static final long POLL_MS = 50;
    private static final int LOG_TAIL = 20;
    private static final long LOG_BYTES = 32L << 20;

    private final Region region;
    private final Secrets secrets;
    private final Layouts layouts;
    private final Launches launches;

    public Supervisor(Region region, Clock clock) {
        this.region = region;
        this.secrets = new Secrets(region.secret());
        this.layouts = new Layouts(region, clock);
        this.launches = new Launches(region, secrets, layouts);
    }

    /// What runs now, in the order of starting.
    public List<Running> running() {
        Path folder = region.home().resolve("pid");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(Running::read)
                    .filter(Running::isAlive)
                    .sorted(Comparator.comparing(
                                    (Running running) -> running.instance().part())
                            .thenComparing(Running::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<Running> running(String name) {
        return running().stream().filter(running -> running.name().equals(name)).findFirst();
    }

    /// What runs an older build than the one on disk.
    public List<String> outdated() {
        return running().stream()
                .filter(running -> running.instance().part().isService())
                .filter(running -> Files.exists(
                        Layouts.jar(region.root(), running.instance().part())))
                .filter(running ->
                        !layouts.serviceBuild(running.instance().part()).equals(running.build()))
                .map(Running::name)
                .toList();
    }

    public boolean isReady(Instance instance) {
        return Probe.isReady(instance);
    }

    /// Fails before anything is started when somebody else listens on a port that is needed.
    public void requireFreePorts(List<Instance> instances) {
        List<String> taken = takenPorts(instances);
        if (!taken.isEmpty()) {
            throw new CommandFailed(
                    CommandFailed.PORT_TAKEN,
                    String.join("\n", taken) + "\nNothing was started. End that process, or set PARLEY_PORT_OFFSET.");
        }
    }

    /// A sentence for each port that somebody else listens on.
    public List<String> takenPorts(List<Instance> instances) {
        return instances.stream()
                .flatMap(instance -> Stream.of(instance.port(), instance.secondPort())
                        .filter(port -> port != 0 && PortHolder.isTaken(port))
                        .map(port -> describe(instance, port)))
                .toList();
    }

    /// Whether this build of the process has no class cache yet.
    public boolean needsTraining(Instance instance) {
        return instance.part().isJava() && !layouts.of(instance.part()).isTrained();
    }

    /// Makes the class cache of a process; the stores must be up. False when that failed: it starts without, slower.
    public boolean train(Instance instance) {
        return new Training(layouts.of(instance.part()), instance.part())
                .run(launches.environment(instance), region.log(instance.name() + "-training"));
    }

    public Running start(Instance instance, boolean full) {
        Launch launch = launches.of(instance, full);
        try {
            Path log = region.log(instance.name());
            rotate(log);
            Process process = launch.detached().spawn(log);
            Running running = Running.of(instance, process.toHandle(), launch.build(), full);
            running.write(region.pid(instance.name()));
            return running;
        } catch (IOException e) {
            throw new CommandFailed(
                    CommandFailed.NOT_STARTED, instance.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /// Waits until the process says that it is ready.
    public void awaitReady(Running running) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!Probe.isReady(running.instance())) {
            if (!running.isAlive()) {
                throw notStarted(running, "ended");
            }
            if (System.nanoTime() > deadline) {
                throw notStarted(running, "was not ready within " + READY_WITHIN.toSeconds() + " s");
            }
            pause();
        }
    }

    /// What must be there before other processes use a store.
    public void prepare(Part part) {
        if (part == Part.POSTGRES) {
            List<String> names = Part.services().stream()
                    .filter(Part::hasDatabase)
                    .map(Environment::databaseOf)
                    .toList();
            new Databases(region.port(Part.POSTGRES), secrets::password).ensure(names);
        }
    }

    /// Asks politely, and ends the process by force after ten seconds.
    public void stop(Running running) {
        running.process().ifPresent(process -> {
            askToEnd(running, process);
            if (!ended(process, POLITE_SECONDS)) {
                process.destroyForcibly();
                ended(process, POLITE_SECONDS);
            }
        });
        forget(running);
    }

    public void kill(Running running) {
        running.process().ifPresent(process -> {
            process.destroyForcibly();
            ended(process, POLITE_SECONDS);
        });
        forget(running);
    }

    /// Everything but the logs.
    public void deleteData() {
        try {
            Layouts.delete(region.home().resolve("data"));
            Layouts.delete(region.home().resolve("pid"));
            Layouts.delete(region.secret());
            Files.deleteIfExists(region.home().resolve("region.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void deleteEverything() {
        deleteData();
        try {
            Layouts.delete(region.home().resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandFailed notStarted(Running running, String what) {
        Path log = region.log(running.name());
        return new CommandFailed(
                CommandFailed.NOT_STARTED,
                running.name() + " " + what + ". The end of its log, " + log + ":\n"
                        + String.join("\n", LogFile.readableTail(log, LOG_TAIL)));
    }

    private static boolean ended(ProcessHandle process, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long pid = process.pid();
        while (ProcessHandle.of(pid).isPresent() && !Running.isZombie(pid)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    /// PostgreSQL takes SIGTERM as "when the last client has gone"; SIGINT ends it now and in good order.
    private static void askToEnd(Running running, ProcessHandle process) {
        if (running.instance().part() != Part.POSTGRES) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void forget(Running running) {
        try {
            Files.deleteIfExists(region.pid(running.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String describe(Instance instance, int port) {
        String holder = PortHolder.find(port)
                .map(process -> ", held by process " + process.pid() + " ("
                        + process.info().command().orElse("unknown") + ")")
                .orElse("");
        return "port: " + port + " is taken" + holder + " (expected: free, " + instance.name() + " needs it)";
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
