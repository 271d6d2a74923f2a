package io.parley.consent.notice;

/// What a person reads, in one language.
public record NoticeText(String title, String text) {

    private static final int MAX_TITLE_CHARS = 300;
    private static final int MAX_TEXT_CHARS = 100_000;

    public NoticeText {
        check("title", title, MAX_TITLE_CHARS);
        check("text", text, MAX_TEXT_CHARS);
    }

    private static void check(String field, String value, int max) {
        if (value.isBlank() || value.length() > max) {
            throw new IllegalArgumentException(
                    field + ".length: " + value.length() + " (expected: 1.." + max + ", not blank)");
        }
    }
}
