package io.parley.archive.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
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
            eachText(json.readTree(content), (pointer, text) -> texts.add(text));
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

    static String normalised(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String apart = UNSPACED.matcher(folded).replaceAll(" $0 ");
        return " " + BETWEEN_WORDS.matcher(apart).replaceAll(" ").strip() + " ";
    }

    /// Every text that can be found, with its JSON pointer (RFC 6901).
    static void eachText(JsonNode content, BiConsumer<String, String> each) {
        visit("", "", content, each);
    }

    private static void visit(String pointer, String name, JsonNode node, BiConsumer<String, String> each) {
        if (node.isString() && !isId(name)) {
            each.accept(pointer, node.stringValue());
        } else if (node.isObject()) {
            node.forEachEntry((field, value) -> visit(pointer + "/" + escaped(field), field, value, each));
        } else {
            for (int i = 0; i < node.size(); i++) {
                visit(pointer + "/" + i, name, node.path(i), each);
            }
        }
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }

    static boolean isUnspaced(int point) {
        return UNSPACED.matcher(Character.toString(point)).matches();
    }

    static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    static boolean isOfAWord(int point) {
        return !BETWEEN_WORDS.matcher(Character.toString(point)).matches();
    }

    private static boolean isId(String name) {
        return name.equals("type") || name.equals("id") || name.endsWith("Id") || name.endsWith("Ids");
    }
}
