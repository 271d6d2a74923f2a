package io.parley.archive.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A text as search sees it, and where each of its characters comes from. Folds letter by letter with their marks; what
/// folds only across letters is found by search and not marked.
final class FoldedText {

    private final StringBuilder folded = new StringBuilder();
    private final List<Span> origins = new ArrayList<>();

    record Span(int start, int end) {}

    private FoldedText() {}

    static FoldedText of(String text) {
        FoldedText result = new FoldedText();
        result.gap(0);
        for (int at = 0; at < text.length(); ) {
            int end = letterEnd(text, at);
            result.letter(text.substring(at, end), new Span(at, end));
            at = end;
        }
        result.gap(text.length());
        return result;
    }

    /// @param wanted as [SearchText] normalises it: words between single spaces
    List<Span> occurrences(String wanted) {
        List<Span> found = new ArrayList<>();
        for (int at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length() - 1)) {
            found.add(new Span(
                    origins.get(at + 1).start(),
                    origins.get(at + wanted.length() - 2).end()));
        }
        return found;
    }

    private static int letterEnd(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < text.length() && SearchText.isMark(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private void letter(String letter, Span origin) {
        String plain = Normalizer.normalize(letter, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        plain.codePoints().forEach(point -> {
            if (SearchText.isUnspaced(point)) {
                gap(origin.start());
                append(Character.toString(point), origin);
                gap(origin.end());
            } else if (SearchText.isOfAWord(point)) {
                append(Character.toString(point), origin);
            } else {
                gap(origin.end());
            }
        });
    }

    private void gap(int at) {
        if (folded.isEmpty() || folded.charAt(folded.length() - 1) != ' ') {
            append(" ", new Span(at, at));
        }
    }

    private void append(String piece, Span origin) {
        for (int i = 0; i < piece.length(); i++) {
            folded.append(piece.charAt(i));
            origins.add(origin);
        }
    }
}
