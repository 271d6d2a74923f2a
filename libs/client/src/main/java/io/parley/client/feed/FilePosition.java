package io.parley.client.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A position in a file of its own. It is replaced as a whole, and on the disk when `save` returns.
public final class FilePosition implements FeedPosition {

    private final Path file;

    public FilePosition(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public long load() {
        try {
            return Files.exists(file) ? parsed(Files.readString(file).strip()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file that says nothing is not taken for a beginning: all would come once more, and nobody would know why.
    private long parsed(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalStateException(file + ": no position (expected: a number; 0 to begin anew)");
        }
        return Long.parseLong(text);
    }

    @Override
    public void save(long seq) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            write(draft, seq);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(file.resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path draft, long seq) throws IOException {
        try (FileChannel out = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((seq + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /// Makes the new name durable, where the system lets a folder be opened.
    private static void force(Path folder) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
