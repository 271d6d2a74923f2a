package io.parley.archive.export;

/// Makes text fit for files that others read. What a format cannot carry becomes U+FFFD, where everybody sees it.
final class Clean {

    private static final int REPLACEMENT = 0xFFFD;

    private Clean() {}

    /// Only characters of XML 1.0 (§2.2), which is what mail, HTML and CSV readers take as well.
    static String text(String given) {
        return given.codePoints().allMatch(Clean::isXml) ? given : replaced(given);
    }

    /// Only whole characters; controls stay.
    static String surrogates(String given) {
        StringBuilder clean = new StringBuilder(given.length());
        given.codePoints().map(c -> isSurrogate(c) ? REPLACEMENT : c).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static String replaced(String given) {
        StringBuilder clean = new StringBuilder(given.length());
        given.codePoints().map(c -> isXml(c) ? c : REPLACEMENT).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isXml(int c) {
        return c >= ' ' ? !isSurrogate(c) && c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
