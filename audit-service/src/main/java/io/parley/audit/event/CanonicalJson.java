package io.parley.audit.event;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JSON Canonicalization Scheme (RFC 8785) for what a body is made of: objects, arrays and strings. One event has
/// one
/// spelling, so whoever holds the fields can compute the commitment.
final class CanonicalJson {

    private static final int EXPECTED_CHARS = 512;

    private CanonicalJson() {}

    sealed interface Value {}

    record Text(String value) implements Value {}

    record Fields(Map<String, Value> values) implements Value {}

    record Items(List<? extends Value> values) implements Value {
        static Items texts(List<String> texts) {
            return new Items(texts.stream().map(Text::new).toList());
        }
    }

    static String of(Value value) {
        var out = new StringBuilder(EXPECTED_CHARS);
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Value value) {
        switch (value) {
            case Text text -> append(out, text.value());
            case Fields fields -> append(out, fields.values());
            case Items items -> append(out, items.values());
        }
    }

    /// Names sorted by UTF-16 code units (§3.2.3), which is how Java compares strings.
    private static void append(StringBuilder out, Map<String, Value> fields) {
        out.append('{');
        new TreeMap<>(fields).forEach((name, value) -> {
            separate(out, '{');
            append(out, name);
            out.append(':');
            append(out, value);
        });
        out.append('}');
    }

    private static void append(StringBuilder out, List<? extends Value> values) {
        out.append('[');
        values.forEach(value -> {
            separate(out, '[');
            append(out, value);
        });
        out.append(']');
    }

    /// A value never ends with what opens another.
    private static void separate(StringBuilder out, char opening) {
        if (out.charAt(out.length() - 1) != opening) {
            out.append(',');
        }
    }

    private static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            append(out, text.charAt(i));
        }
        out.append('"');
    }

    /// Only what must be escaped is, and in its shortest form (§3.2.2.2).
    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> appendPlain(out, c);
        }
    }

    private static void appendPlain(StringBuilder out, char c) {
        if (c < ' ') {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
        } else {
            out.append(c);
        }
    }
}
