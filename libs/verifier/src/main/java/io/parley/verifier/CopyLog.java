package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Copies a log into a folder, as it is and without judging it: evidence first. What is full never changes, so a later
/// copy into the same folder fetches only what is new.
final class CopyLog {

    private final LogSource source;
    private final Path folder;

    private CopyLog(LogSource source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    static void run(List<String> given, Consumer<String> say) throws IOException {
        Options options = Options.parse(given, Set.of("--token"), 2, "URL FOLDER [--token TOKEN]");
        try (LogSource source = LogSource.of(options.word(0), options.text("--token"))) {
            say.accept(new CopyLog(source, Path.of(options.word(1))).copy());
        }
    }

    private String copy() throws IOException {
        Optional<byte[]> witnessed = source.read(Witnesses.CHECKPOINT);
        byte[] checkpoint = wanted("checkpoint");
        Tiles tiles = new Tiles(size(new String(checkpoint, UTF_8)));
        write("key", wanted("key"));
        for (long number = 0; number < tiles.bundles(); number++) {
            copy(tiles.bundle(number));
            tiles.tilesFrom(number).forEach(this::copy);
        }
        long events = openings();
        if (witnessed.isPresent()) {
            write(Witnesses.CHECKPOINT, witnessed.get());
        }
        write("checkpoint", checkpoint);
        return "copied " + tiles.size() + " entries and " + events + " events to " + folder;
    }

    private void copy(Tiles.Resource resource) {
        try {
            if (resource.width() < Tiles.FULL || !Files.exists(folder.resolve(resource.path()))) {
                write(resource.path(), wanted(resource.path()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long openings() throws IOException {
        Optional<BufferedReader> lines = source.openings();
        if (lines.isEmpty()) {
            return 0;
        }
        long count = 0;
        try (BufferedReader in = lines.get();
                var out = Files.newBufferedWriter(folder.resolve(LogFolder.OPENINGS))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.append(line).append('\n');
                count++;
            }
        }
        return count;
    }

    private byte[] wanted(String path) throws IOException {
        return source.read(path).orElseThrow(() -> new IOException(path + ": missing"));
    }

    /// Never half a file: a copy that was interrupted is continued, not believed.
    private void write(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path begun = file.resolveSibling(file.getFileName() + ".part");
        Files.write(begun, bytes);
        Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static long size(String checkpoint) {
        String[] lines = checkpoint.split("\n", 4);
        if (lines.length < 3 || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new Difference("checkpoint: malformed (expected: origin, size, root hash)");
        }
        return Long.parseLong(lines[1]);
    }
}
