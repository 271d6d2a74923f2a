package io.parley.archive.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SearchTextTest {

    private final Words words = new Words();

    @ParameterizedTest
    @CsvSource({
        "我家在上海东边, 上海",
        "我家在上海东边, 海",
        "The Quarterly REPORT is due, quarterly report",
        "The quarterly—report is due, quarterly report",
        "ｆｕｌｌ width １２３, full width 123",
        "東京タワーへ行く, タワー",
        "한국어를 배웁니다, 한국",
        "合同编号 2026-117 已签, 2026-117",
        "先看上海；再看Beijing, Beijing",
    })
    void findsWordsInsideRunningText(String text, String phrase) {
        assertThat(proposes(text, phrase)).isTrue();
        assertThat(SearchText.contains(List.of(text), phrase)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "上个月去了海边, 上海",
        "the heart is strong, art is",
        "reports are due, report",
        "report quarterly, quarterly report",
    })
    void doesNotFindWhatIsNotSaid(String text, String phrase) {
        assertThat(proposes(text, phrase) && SearchText.contains(List.of(text), phrase))
                .isFalse();
    }

    @Test
    void searchesEveryTextOfAnyContentExceptIdsAndTheTypeTag() {
        byte[] card = """
                {"type":"card","fileId":"f-1","caption":"Plan","body":{"lines":["one","two"],"authorId":"a-1"},"size":3}
                """.getBytes(StandardCharsets.UTF_8);

        assertThat(SearchText.of(JsonMapper.shared(), card)).containsExactly("Plan", "one", "two");
    }

    @Test
    void hasNoWordsForContentThatIsNotJson() {
        assertThat(SearchText.of(JsonMapper.shared(), new byte[] {1, 2, 3})).isEmpty();
    }

    private boolean proposes(String text, String phrase) {
        return words.in(List.of(text)).containsAll(words.in(List.of(phrase)));
    }
}
