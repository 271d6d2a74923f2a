package io.parley.archive.export;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A name that any file system takes, and that leads nowhere else: no separators, no characters that a system forbids
/// or
/// that turn the direction of writing, not longer than a path allows.
final class SafeName {

    private static final int MOST_BYTES = 120;
    private static final int LONGEST_ENDING = 16;
    private static final String FORBIDDEN = "/\\:*?\"<>|";

    private SafeName() {}

    static String of(String given) {
        StringBuilder safe = new StringBuilder();
        Normalizer.normalize(given, Normalizer.Form.NFC)
                .codePoints()
                .map(point -> isSafe(point) ? point : '_')
                .forEach(safe::appendCodePoint);
        String bare = safe.toString().strip().replaceAll("^[. ]+|[. ]+$", "");
        return bare.isEmpty() ? "file" : shortened(bare);
    }

    private static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> FORBIDDEN.indexOf(point) < 0;
        };
    }

    /// Keeps the ending, by which people and programs tell what it is.
    private static String shortened(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        StringBuilder start = new StringBuilder(name.substring(0, name.length() - ending.length()));
        while (bytes(start + ending) > MOST_BYTES) {
            start.setLength(start.offsetByCodePoints(start.length(), -1));
        }
        return start + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
