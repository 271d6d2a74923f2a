package io.parley.archive.search;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Where what was looked for stands in a content.
///
/// @param pointer the text, as a JSON pointer (RFC 6901)
/// @param start offset in UTF-16 units
/// @param end after its last unit
public record Highlight(String pointer, int start, int end) {

    public static List<Highlight> of(JsonNode content, String phrase) {
        List<Highlight> found = new ArrayList<>();
        SearchText.eachText(
                content,
                (pointer, text) -> FoldedText.of(text)
                        .occurrences(SearchText.normalised(phrase))
                        .forEach(span -> found.add(new Highlight(pointer, span.start(), span.end()))));
        return found;
    }
}
