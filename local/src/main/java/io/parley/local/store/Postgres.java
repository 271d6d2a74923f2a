package io.parley.local.store;

import io.parley.local.region.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The PostgreSQL server of a region, run from the unpacked executables.
///
/// PostgreSQL refuses to run as root. For root it is started in a user namespace of its own (`unshare -U`),
/// where it sees itself as nobody.
public final class Postgres {

    static final String SUPERUSER = "postgres";

    private static final long INIT_SECONDS = 60;
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=200",
            "checkpoint_timeout=15min",
            "wal_compression=on",
            "timezone=UTC",
            // A failed statement may carry what a person wrote: keep it out of the server's log.
            "log_min_error_statement=panic",
            "log_error_verbosity=terse");
    /// Pages of the archive's indexes are written in no order: without room for them each is written again and again,
    /// and whole after each checkpoint.
    private static final List<String> ROOMY = List.of("shared_buffers=1GB", "max_wal_size=16GB");
    private static final List<String> SMALL = List.of("shared_buffers=128MB", "max_wal_size=2GB");

    private final Path executables;
    private final Path data;

    public Postgres(Path executables, Path data) {
        this.executables = executables;
        this.data = data;
    }

    /// Makes the cluster when there is none yet.
    public void initialize(Path superuserPassword) {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            removeStaleLock();
            return;
        }
        try {
            Files.createDirectories(data.getParent());
            runInitdb(superuserPassword);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// @param full room for measurements instead of thrift
    public List<String> command(int port, boolean full) {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(executable("postgres"), "-D", data.toString(), "-p", Integer.toString(port)));
        Stream.concat(SETTINGS.stream(), (full ? ROOMY : SMALL).stream())
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private void runInitdb(Path superuserPassword) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(executable("initdb"), "-D", data.toString(), "-U", SUPERUSER, "-E", "UTF8"));
        command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + superuserPassword));
        Path output = Files.createTempFile("initdb", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(INIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new CommandFailed(
                    CommandFailed.NOT_STARTED, "initdb failed; its output:\n" + Files.readString(output));
        }
        Files.delete(output);
    }

    /// After a power cut the lock file names a process id that may belong to anybody by now, and PostgreSQL
    /// would then refuse to start. The caller has made sure that no server of ours runs on this folder.
    private void removeStaleLock() {
        Path lock = data.resolve("postmaster.pid");
        try {
            if (Files.exists(lock) && !isPostgres(Files.readAllLines(lock).getFirst())) {
                Files.delete(lock);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isPostgres(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(data.toString()))
                .isPresent();
    }

    private String executable(String name) {
        return executables.resolve("bin").resolve(name).toString();
    }

    private static List<String> asOrdinaryUser() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return root && Files.exists(Path.of("/proc/self/ns/user")) ? List.of("unshare", "-U") : List.of();
    }
}
