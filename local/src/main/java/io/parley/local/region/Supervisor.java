package io.parley.local.region;

import io.parley.local.store.Databases;
import io.parley.local.store.Executables;
import io.parley.local.store.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts and ends the processes of a region.
public final class Supervisor {

    public static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private static final long POLITE_SECONDS = 10;
    private static final long TRAINING_SECONDS = 180;
    private static final long POLL_MS = 50;
    private static final int LOG_TAIL = 20;
    private static final long LOG_BYTES = 32L << 20;

    private final Region region;
    private final Secrets secrets;
    private final Layouts layouts;

    public Supervisor(Region region, Clock clock) {
        this.region = region;
        this.secrets = new Secrets(region.secret());
        this.layouts = new Layouts(region, clock);
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
                        !layouts.of(running.instance().part()).build().equals(running.build()))
                .map(Running::name)
                .toList();
    }

    public boolean isReady(Instance instance) {
        return Probe.isReady(instance);
    }

    /// Fails before anything is started when somebody else listens on a port that is needed.
    public void requireFreePorts(List<Instance> instances) {
        List<String> taken = instances.stream()
                .flatMap(instance -> Stream.of(instance.port(), instance.secondPort())
                        .filter(port -> port != 0 && PortHolder.isTaken(port))
                        .map(port -> describe(instance, port)))
                .toList();
        if (!taken.isEmpty()) {
            throw new CommandFailed(
                    CommandFailed.PORT_TAKEN,
                    String.join("\n", taken) + "\nNothing was started. End that process, or set PARLEY_PORT_OFFSET.");
        }
    }

    /// Whether this build of the process has no class cache yet.
    public boolean needsTraining(Instance instance) {
        return instance.part().isJava() && !layouts.of(instance.part()).isTrained();
    }

    /// Makes the class cache of a process; the stores must be up. False when that failed: it starts without, slower.
    public boolean train(Instance instance) {
        Layout layout = layouts.of(instance.part());
        Path draft = layout.folder().resolve(instance.name() + ".training");
        Path data = layout.folder().resolve("training");
        try {
            List<String> command = new ArrayList<>(Jvm.train(layout, instance.part(), draft));
            if (instance.part() == Part.KAFKA) {
                command.addAll(List.of(data.toString(), freePort(), freePort(), "--train"));
            }
            Process process = spawn(command, environment(instance), region.log(instance.name() + "-training"));
            if (endsWell(process) && Files.exists(draft)) {
                Files.move(draft, layout.cache(), StandardCopyOption.ATOMIC_MOVE);
            }
            Layouts.delete(data);
            Files.deleteIfExists(draft);
            Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + ".config"));
            return layout.isTrained();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Training is of no use to anybody when this program is interrupted meanwhile.
    private static boolean endsWell(Process process) {
        Thread atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            boolean ended = process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    public Running start(Instance instance, boolean full) {
        Launch launch = launch(instance, full);
        try {
            Path log = region.log(instance.name());
            rotate(log);
            Process process = spawn(detached(launch.command()), launch.environment(), log);
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

    private Launch launch(Instance instance, boolean full) {
        return switch (instance.part()) {
            case POSTGRES -> postgres(instance);
            case REDIS -> redis(instance);
            case KAFKA, ISSUER, GATEWAY, MESSAGE, PRESENCE, ARCHIVE, CONSENT, AUDIT -> java(instance, full);
        };
    }

    private Launch postgres(Instance instance) {
        Path executables = new Executables(region.run()).postgres();
        Postgres postgres = new Postgres(executables, region.data("postgres"));
        postgres.initialize(secrets.passwordFile("postgres"));
        return new Launch(
                postgres.command(instance.port()),
                Map.of(),
                executables.getFileName().toString(),
                true);
    }

    private Launch redis(Instance instance) {
        Path executable = new Executables(region.run()).redis();
        Path data = createFolder(region.data("redis"));
        List<String> command = List.of(
                executable.toString(),
                "--port",
                Integer.toString(instance.port()),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--save",
                "",
                "--maxmemory",
                "256mb");
        return new Launch(command, Map.of(), executable.getFileName().toString(), true);
    }

    private Launch java(Instance instance, boolean full) {
        Layout layout = layouts.of(instance.part());
        List<String> command = Jvm.run(layout, instance.part(), full);
        if (instance.part() == Part.KAFKA) {
            command.add(region.data("kafka").toString());
            command.add(Integer.toString(instance.port()));
            command.add(Integer.toString(instance.secondPort()));
        }
        return new Launch(command, environment(instance), layout.build(), full);
    }

    private Map<String, String> environment(Instance instance) {
        return new Environment(region, secrets).of(instance);
    }

    private static Process spawn(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(Supervisor::isForeign);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// What a developer exported for something else must not reach the services.
    private static boolean isForeign(String variable) {
        return variable.startsWith("SPRING_")
                || variable.startsWith("SERVER_")
                || variable.startsWith("MANAGEMENT_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS");
    }

    /// In a session of its own, so that it outlives the terminal and its Ctrl-C.
    private static List<String> detached(List<String> command) {
        List<String> detached = new ArrayList<>();
        detached.add(Files.isExecutable(Path.of("/usr/bin/setsid")) ? "/usr/bin/setsid" : "nohup");
        detached.addAll(command);
        return detached;
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

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static Path createFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
