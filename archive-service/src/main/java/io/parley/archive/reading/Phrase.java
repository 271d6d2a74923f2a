package io.parley.archive.reading;

import io.parley.archive.search.Highlight;
import io.parley.archive.search.SearchText;
import io.parley.archive.search.SearchTokens;
import io.parley.platform.problem.DomainException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What is looked for, in both forms: tokens find candidates, the words decide. An empty phrase is in everything.
///
/// @param tokens under each index key in use
record Phrase(String words, List<long[]> tokens) {

    static final Phrase ANY = new Phrase("", List.of());

    static Phrase of(String words, SearchTokens tokens) {
        if (words.isEmpty()) {
            return ANY;
        }
        List<long[]> found = tokens.forms(words);
        if (found.isEmpty()) {
            throw DomainException.invalid("text", "at least one word");
        }
        return new Phrase(words, found);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /// Where the words stand in this version; nowhere when any will do.
    List<Highlight> highlights(OpenVersion version) {
        return words.isEmpty() ? List.of() : Highlight.of(version.json(), words);
    }

    boolean in(OpenVersion version, JsonMapper json) {
        return words.isEmpty() || SearchText.contains(SearchText.of(json, version.content()), words);
    }

    /// How many words were typed; the only thing about them that is recorded.
    int terms() {
        return words.isEmpty() ? 0 : words.split("\\s+", -1).length;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
