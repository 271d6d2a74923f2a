package io.parley.archive.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// Writes XML 1.0 as it goes. Carriage returns are written as references, since readers would turn them into newlines.
final class XmlOut implements AutoCloseable {

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    XmlOut(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    XmlOut begin(String name) {
        return begin(name, Map.of());
    }

    XmlOut begin(String name, Map<String, String> attributes) {
        tag(name, attributes);
        raw(">");
        open.push(name);
        return this;
    }

    XmlOut end() {
        raw("</" + open.pop() + ">\n");
        return this;
    }

    XmlOut empty(String name, Map<String, String> attributes) {
        tag(name, attributes);
        raw("/>\n");
        return this;
    }

    XmlOut element(String name, String text) {
        begin(name);
        raw(escaped(text));
        return end();
    }

    /// Also what HTML understands.
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        Clean.text(text).chars().forEach(c -> escape((char) c, escaped));
        return escaped.toString();
    }

    private static void escape(char c, StringBuilder into) {
        switch (c) {
            case '&' -> into.append("&amp;");
            case '<' -> into.append("&lt;");
            case '>' -> into.append("&gt;");
            case '"' -> into.append("&quot;");
            case '\r' -> into.append("&#13;");
            default -> into.append(c);
        }
    }

    private void tag(String name, Map<String, String> attributes) {
        raw("<" + name);
        attributes.forEach((attribute, value) -> raw(
                " " + attribute + "=\"" + escaped(value).replace("\n", "&#10;").replace("\t", "&#9;") + "\""));
    }

    private void raw(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            end();
        }
        out.close();
    }
}
