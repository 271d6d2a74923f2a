package io.parley.consent.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/// Which language a notice is served in (RFC 4647 lookup, then filtering; then English; then any).
final class Languages {

    private static final String FALLBACK = "en";

    private Languages() {}

    static String choose(String acceptLanguage, Collection<String> available) {
        List<String> sorted = available.stream().sorted().toList();
        List<LanguageRange> ranges = ranges(acceptLanguage);
        String exact = Locale.lookupTag(ranges, sorted);
        if (exact != null) {
            return asWritten(exact, sorted);
        }
        return Locale.filterTags(
                        ranges.stream()
                                .filter(range -> !range.getRange().startsWith("*"))
                                .toList(),
                        sorted)
                .stream()
                .findFirst()
                .map(tag -> asWritten(tag, sorted))
                .orElse(sorted.contains(FALLBACK) ? FALLBACK : sorted.getFirst());
    }

    /// Lookup answers in lower case.
    private static String asWritten(String tag, List<String> available) {
        return available.stream().filter(tag::equalsIgnoreCase).findFirst().orElse(tag);
    }

    private static List<LanguageRange> ranges(String acceptLanguage) {
        try {
            return LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            return LanguageRange.parse(FALLBACK);
        }
    }
}
