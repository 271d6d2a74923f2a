package io.parley.audit.event;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The JSON Canonicalization Scheme (RFC 8785) for what a body is made of: objects, arrays and strings. One event has
/// one
/// spelling, so whoever holds the fields can compute the commitment.
final class CanonicalJson {

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
        return switch (value) {
            case Text text -> quoted(text.value());
            case Fields fields -> object(fields.values());
            case Items items ->
                items.values().stream().map(CanonicalJson::of).collect(Collectors.joining(",", "[", "]"));
        };
    }

    /// Names sorted by UTF-16 code units (§3.2.3), which is how Java compares strings.
    private static String object(Map<String, Value> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> quoted(field.getKey()) + ":" + of(field.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> append(out, (char) c));
        return out.append('"').toString();
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
