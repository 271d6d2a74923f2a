package io.parley.local.region;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the end of a log without reading all of it.
public final class LogFile {

    private static final int BYTES_PER_LINE = 2000;
    private static final int READABLE_CHARS = 1000;
    private static final long POLL_MS = 200;
    private static final Pattern JSON_LINE = Pattern.compile(
            "^\\{\"@timestamp\":\"([^\"]*)\".*?\"level\":\"(\\w+)\".*?\"message\":\"((?:[^\"\\\\]|\\\\.)*+)\"");

    private LogFile() {}

    public static List<String> tail(Path log, int lines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - (long) lines * BYTES_PER_LINE);
            List<String> all = from(file, start).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For a terminal: of a line in JSON only the time, the level and the message.
    static List<String> readableTail(Path log, int lines) {
        return tail(log, lines).stream().map(LogFile::readable).toList();
    }

    static String readable(String line) {
        Matcher json = JSON_LINE.matcher(line);
        String text = json.find() ? json.group(1) + " " + json.group(2) + " " + json.group(3) : line;
        return text.length() > READABLE_CHARS ? text.substring(0, READABLE_CHARS) + " ..." : text;
    }

    /// Prints what is added, until the program is interrupted.
    public static void follow(Path log, PrintStream out) {
        try {
            long position = Files.exists(log) ? Files.size(log) : 0;
            while (!Thread.currentThread().isInterrupted()) {
                position = printFrom(log, position, out);
                Thread.sleep(POLL_MS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long printFrom(Path log, long position, PrintStream out) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = file.length() < position ? 0 : position;
            out.print(from(file, start));
            out.flush();
            return file.getFilePointer();
        }
    }

    private static String from(RandomAccessFile file, long start) throws IOException {
        byte[] bytes = new byte[(int) (file.length() - start)];
        file.seek(start);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
