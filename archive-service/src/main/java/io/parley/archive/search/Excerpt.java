package io.parley.archive.search;

import java.util.List;
import java.util.Optional;

/// Where a phrase first stands in a long text, with some words around it.
///
/// @param start of the phrase in `text`, in UTF-16 units
/// @param end after its last unit; equal to `start` when it folds only across letters and cannot be marked
public record Excerpt(String text, int start, int end) {

    private static final int WINDOW = 4_000;
    /// Longer than any phrase with what may stand between its words.
    private static final int OVERLAP = 1_500;
    private static final int AROUND = 80;

    /// Empty: it does not stand there.
    public static Optional<Excerpt> of(String text, String phrase) {
        String wanted = SearchText.normalised(phrase);
        for (int from = 0; from < text.length(); from += WINDOW - OVERLAP) {
            String window = text.substring(boundary(text, from), boundary(text, from + WINDOW));
            if (SearchText.normalised(window).contains(wanted)) {
                return Optional.of(within(window, wanted));
            }
        }
        return Optional.empty();
    }

    private static Excerpt within(String window, String wanted) {
        List<FoldedText.Span> spans = FoldedText.of(window).occurrences(wanted);
        FoldedText.Span span = spans.isEmpty() ? new FoldedText.Span(0, 0) : spans.getFirst();
        int from = boundary(window, span.start() - AROUND);
        int to = boundary(window, span.end() + AROUND);
        return new Excerpt(window.substring(from, to), span.start() - from, span.end() - from);
    }

    /// Never in the middle of a surrogate pair.
    private static int boundary(String text, int at) {
        int bounded = Math.clamp(at, 0, text.length());
        return bounded > 0 && bounded < text.length() && Character.isLowSurrogate(text.charAt(bounded))
                ? bounded - 1
                : bounded;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
