package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void saysTheSameInEveryRun() {
        assertThat(Vocabulary.texts()).isEqualTo(Vocabulary.texts()).doesNotHaveDuplicates();
    }

    @Test
    void everyTextHasAPlaceForItsNumber() {
        assertThat(Vocabulary.texts()).allMatch(text -> text.endsWith(" PO" + Vocabulary.NUMBER));
    }

    @Test
    void usualWordsAreInSomeTextsAndNotInMost() {
        List<String> texts = Vocabulary.texts();
        for (String word : Vocabulary.usual()) {
            assertThat(texts.stream().filter(text -> text.contains(word)).count())
                    .isBetween(texts.size() / 50L, texts.size() / 2L);
        }
    }
}
