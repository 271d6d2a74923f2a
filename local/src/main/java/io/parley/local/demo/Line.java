package io.parley.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// One line of the script: who says what.
record Line(String speaker, String text) {

    static List<Line> script() {
        try (InputStream in = Line.class.getResourceAsStream("conversation.txt")) {
            String script = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
            return script.lines()
                    .map(line -> line.split("\\|", 2))
                    .map(parts -> new Line(parts[0], parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
