package io.parley.local.region;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Lays out what the build made under `.parley/run/NAME/BUILD`, where `BUILD` is a hash of the content: an
/// unchanged jar is neither unpacked nor trained again, and a running process keeps its files under its feet.
final class Layouts {

    private static final int KEPT_BUILDS = 3;
    private static final int BUILD_BYTES = 6;
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private final Region region;
    private final Clock clock;

    Layouts(Region region, Clock clock) {
        this.region = region;
        this.clock = clock;
    }

    Layout of(Part part) {
        return switch (part) {
            case KAFKA -> ownProgram(part, "io.parley.local.store.KafkaNode");
            case ISSUER -> ownProgram(part, "io.parley.local.issuer.LocalIssuer");
            case GATEWAY, MESSAGE, PRESENCE, ARCHIVE, CONSENT, AUDIT -> service(part);
            case POSTGRES, REDIS -> throw new IllegalArgumentException("part: " + part + " (expected: a Java process)");
        };
    }

    /// The build of a service that lies on disk now, without laying it out.
    String serviceBuild(Part part) {
        return hash(jar(region.root(), part), "");
    }

    static Path jar(Path root, Part part) {
        String module = part.label() + "-service";
        return root.resolve(module).resolve("target").resolve(module + "-" + VERSION + ".jar");
    }

    private Layout service(Part part) {
        Path jar = jar(region.root(), part);
        Path folder = folder(part, serviceBuild(part));
        if (!Files.exists(folder)) {
            install(folder, draft -> extract(jar, draft));
        }
        return new Layout(
                folder,
                part.label(),
                List.of("-jar", folder.resolve(jar.getFileName()).toString()));
    }

    /// Kafka and the sign-in run from the class path of this very program; only its own jar, which the next
    /// build overwrites, is copied.
    private Layout ownProgram(Part part, String mainClass) {
        List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> others = entries.stream()
                .skip(1)
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("parley-"))
                .toList();
        Path jar = Path.of(entries.getFirst());
        Path folder = folder(part, hash(jar, others.toString()));
        if (!Files.exists(folder)) {
            install(
                    folder,
                    draft -> Files.copy(jar, Files.createDirectories(draft).resolve("local.jar")));
        }
        String classpath = Stream.concat(Stream.of(folder.resolve("local.jar").toString()), others.stream())
                .collect(Collectors.joining(File.pathSeparator));
        return new Layout(folder, part.label(), List.of("-cp", classpath, mainClass));
    }

    private Path folder(Part part, String build) {
        return region.run().resolve(part.label()).resolve(build);
    }

    private interface Step {
        void into(Path draft) throws IOException, InterruptedException;
    }

    private void install(Path folder, Step step) {
        try {
            Path parent = Files.createDirectories(Objects.requireNonNull(folder.getParent()));
            Path draft = Files.createTempDirectory(parent, "new");
            Path content = draft.resolve("content");
            step.into(content);
            if (!Files.exists(folder)) {
                Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
                Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
            }
            delete(draft);
            forgetOldBuilds(parent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void extract(Path jar, Path target) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Jvm.executable(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new CommandFailed(CommandFailed.FAILED, "could not unpack " + jar + ":\n" + output);
        }
    }

    private static void forgetOldBuilds(Path parent) throws IOException {
        List<Path> builds;
        try (Stream<Path> children = Files.list(parent)) {
            builds = children.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Layouts::modified).reversed())
                    .toList();
        }
        for (Path old : builds.stream().skip(KEPT_BUILDS).toList()) {
            delete(old);
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// From the names and checksums in the jar's own directory, which is as good as all of its bytes and far quicker.
    private static String hash(Path jar, String more) {
        if (!Files.exists(jar)) {
            throw new CommandFailed(
                    CommandFailed.FAILED, "jar: " + jar + " is missing (expected: built; run without --no-build)");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            zip.stream()
                    .map(entry -> entry.getName() + " " + entry.getCrc() + "\n")
                    .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            digest.update((more + Runtime.version()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BUILD_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
