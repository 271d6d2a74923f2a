package io.parley.contracts;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// One emoji (Unicode UTS #51): a symbol, a flag, a keycap, with skin tones and joined ones. Stored in clear, so what
/// could carry words does not pass: no letters, no free tag sequences, no flags of invented countries.
public record Emoji(String value) {

    public static final int MAX_CODE_POINTS = 16;

    private static final int JOINER = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int INDICATOR_A = 0x1F1E6;
    private static final int INDICATOR_Z = 0x1F1FF;

    private static final String ENCLOSED = "\u00A9\u00AE\u2122\u2139\u24C2\u3297\u3299";

    /// Flags whose letters are no ISO 3166-1 code but are recommended for interchange.
    private static final Set<String> REGIONS = regions("AC", "CP", "DG", "EA", "EU", "IC", "TA", "UN", "XK");

    /// England, Scotland and Wales: the recommended tag sequences.
    private static final Set<String> SUBDIVISIONS = Set.of(tagged("gbeng"), tagged("gbsct"), tagged("gbwls"));

    public Emoji {
        if (!isOne(value)) {
            throw new IllegalArgumentException("emoji: not one (expected: one emoji)");
        }
    }

    public static boolean isOne(String value) {
        int[] points = value.codePoints().limit(MAX_CODE_POINTS + 1L).toArray();
        return points.length > 0
                && points.length <= MAX_CODE_POINTS
                && (SUBDIVISIONS.contains(value) || isFlag(points) || isKeycap(points) || isJoined(points));
    }

    private static boolean isFlag(int[] points) {
        return points.length == 2
                && isIndicator(points[0])
                && isIndicator(points[1])
                && REGIONS.contains(letter(points[0]) + letter(points[1]));
    }

    private static boolean isIndicator(int point) {
        return point >= INDICATOR_A && point <= INDICATOR_Z;
    }

    private static String letter(int indicator) {
        return Character.toString('A' + indicator - INDICATOR_A);
    }

    private static boolean isKeycap(int[] points) {
        return points.length == 3
                && "0123456789#*".indexOf(points[0]) >= 0
                && points[1] == EMOJI_STYLE
                && points[2] == KEYCAP;
    }

    /// Symbols, each with a skin tone or an emoji style, joined by U+200D.
    private static boolean isJoined(int[] points) {
        int at = 0;
        while (at < points.length && isSymbol(points[at]) && (at == 0 || !isLetterLike(points[0], points[at]))) {
            at++;
            if (at < points.length && (points[at] == EMOJI_STYLE || Character.isEmojiModifier(points[at]))) {
                at++;
            }
            if (at == points.length) {
                return true;
            }
            if (points[at] != JOINER) {
                return false;
            }
            at++;
        }
        return false;
    }

    private static boolean isSymbol(int point) {
        return Character.isEmoji(point) && point > 0x7F && !isIndicator(point);
    }

    /// Letters in circles and squares stand alone: joined they would spell.
    private static boolean isLetterLike(int... points) {
        return Arrays.stream(points)
                .anyMatch(point -> point >= 0x1F100 && point <= 0x1F2FF || ENCLOSED.indexOf(point) >= 0);
    }

    private static Set<String> regions(String... more) {
        Set<String> regions = new HashSet<>(Set.of(Locale.getISOCountries()));
        regions.addAll(Arrays.asList(more));
        return Set.copyOf(regions);
    }

    private static String tagged(String letters) {
        StringBuilder tags = new StringBuilder().appendCodePoint(0x1F3F4);
        letters.chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        return tags.appendCodePoint(0xE007F).toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
