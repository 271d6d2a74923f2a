package io.parley.local.store;

import io.parley.local.region.CommandFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks the servers' executables out of Maven artifacts, once per version.
public final class Executables {

    private static final String POSTGRES_VERSION = "18.6.0";
    private static final String REDIS_VERSION = "7.0.15";
    private static final String EXECUTABLE = "rwxr-xr-x";
    private static final int OWNER_EXECUTE = 0100;

    private final Path run;

    public Executables(Path run) {
        this.run = run;
    }

    /// The folder with `bin`, `lib` and `share`.
    public Path postgres() {
        Path folder = run.resolve("postgres-" + POSTGRES_VERSION);
        if (!Files.exists(folder)) {
            String resource = "postgres-" + system() + "-" + (isArm() ? "arm_64" : "x86_64") + ".txz";
            install(folder, draft -> unpack(open(resource), draft));
        }
        return folder;
    }

    public Path redis() {
        Path file = run.resolve("redis-server-" + REDIS_VERSION);
        if (!Files.exists(file)) {
            String resource = file.getFileName() + "-" + system() + "-" + (isArm() ? "arm64" : "amd64");
            install(file, draft -> copyExecutable(open(resource), draft));
        }
        return file;
    }

    private interface Step {
        void into(Path draft) throws IOException;
    }

    /// Works beside the target and renames at the end, so that an interrupted start leaves nothing half done.
    private void install(Path target, Step step) {
        try {
            Files.createDirectories(run);
            Path draft = Files.createTempDirectory(run, "new").resolve("content");
            step.into(draft);
            if (!Files.exists(target)) {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.delete(Objects.requireNonNull(draft.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyExecutable(InputStream content, Path target) throws IOException {
        try (content) {
            Files.copy(content, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(EXECUTABLE));
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if ((entry.getMode() & OWNER_EXECUTE) != 0) {
            Files.copy(content, path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(EXECUTABLE));
        } else {
            Files.copy(content, path);
        }
    }

    private static InputStream open(String resource) throws IOException {
        URL url = Executables.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new CommandFailed(
                    CommandFailed.FAILED,
                    "machine: no " + resource + " (expected: Linux on x86-64, or an artifact for this machine)");
        }
        return url.openStream();
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }
}
