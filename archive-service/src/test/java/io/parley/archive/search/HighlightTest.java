package io.parley.archive.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class HighlightTest {

    @ParameterizedTest
    @CsvSource({
        "我家在上海东边, 上海, 上海",
        "我家在上海东边, 海, 海",
        "The Quarterly—REPORT is due, quarterly report, Quarterly—REPORT",
        "ｆｕｌｌ width １２３, full width 123, ｆｕｌｌ width １２３",
        "see 合同编号 2026-117 here, 2026-117, 2026-117",
        "Beijing，上海, beijing, Beijing",
        "😀 hi 😀, hi, hi",
        "cafe\u0301 noir, café, cafe\u0301",
        "ﬁnal word, final, ﬁnal",
    })
    void marksWhatWasFound(String text, String phrase, String marked) {
        assertThat(marked(text, phrase)).containsExactly(marked);
    }

    @Test
    void marksEachOccurrenceInEachText() {
        var content = JsonMapper.shared()
                .readTree("{\"type\":\"card\",\"title\":\"oh no\",\"a/b\":[\"no, no\",\"nobody\"],\"fileId\":\"no\"}");

        assertThat(Highlight.of(content, "no"))
                .containsExactlyInAnyOrder(
                        new Highlight("/title", 3, 5), new Highlight("/a~1b/0", 0, 2), new Highlight("/a~1b/0", 4, 6));
    }

    /// Of letters that fold one by one, nothing is found without being marked, and nothing marked without being found.
    @Property
    void whatIsFoundIsMarked(
            @ForAll @StringLength(max = 12) @Chars({'a', 'B', 'é', '上', '海', ' ', '-', '1', 'Ａ'}) String text,
            @ForAll @StringLength(min = 1, max = 3) @Chars({'a', 'b', '上', '海', '1'}) String phrase) {
        boolean found = SearchText.contains(List.of(text), phrase);

        assertThat(!marked(text, phrase).isEmpty()).isEqualTo(found);
        assertThat(marked(text, phrase))
                .allSatisfy(one ->
                        assertThat(SearchText.contains(List.of(one), phrase)).isTrue());
    }

    private static List<String> marked(String text, String phrase) {
        var content = JsonMapper.shared().createObjectNode().put("text", text);
        return Highlight.of(content, phrase).stream()
                .map(mark -> text.substring(mark.start(), mark.end()))
                .toList();
    }
}
