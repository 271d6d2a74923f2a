package io.parley.archive.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What of a message's content can be found by its words: every text in it except ids and the type tag.
public final class SearchText {

    private static final Pattern UNSPACED = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private SearchText() {}

    /// The texts of a content as they stand. Content that is not JSON has none.
    public static List<String> of(JsonMapper json, byte[] content) {
        try {
            List<String> texts = new ArrayList<>();
            collect("", json.readTree(content), texts);
            return texts;
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /// Whether the words of `phrase` occur one after the other, whatever their case, width and punctuation.
    public static boolean contains(List<String> texts, String phrase) {
        String wanted = normalised(phrase);
        return texts.stream().anyMatch(text -> normalised(text).contains(wanted));
    }

    private static String normalised(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String apart = UNSPACED.matcher(folded).replaceAll(" $0 ");
        return " " + BETWEEN_WORDS.matcher(apart).replaceAll(" ").strip() + " ";
    }

    private static void collect(String name, JsonNode node, List<String> texts) {
        if (node.isString() && !isId(name)) {
            texts.add(node.stringValue());
        } else if (node.isObject()) {
            node.forEachEntry((field, value) -> collect(field, value, texts));
        } else {
            node.forEach(element -> collect(name, element, texts));
        }
    }

    private static boolean isId(String name) {
        return name.equals("type") || name.equals("id") || name.endsWith("Id") || name.endsWith("Ids");
    }
}
