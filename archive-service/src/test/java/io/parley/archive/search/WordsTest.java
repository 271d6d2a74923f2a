package io.parley.archive.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private final Words words = new Words();

    /// One is found by the other, so they must have the same digests.
    @ParameterizedTest
    @CsvSource({"cafe\u0301,café", "ＡＢＣ１２３,abc123", "ﬁrst,first", "ﾀﾜｰ,タワー", "\u1100\u1161,가", "A\u030A,å"})
    void theSameWordIsTheSameHoweverItIsWritten(String one, String other) {
        assertThat(words.in(List.of(one))).isEqualTo(words.in(List.of(other))).isNotEmpty();
    }
}
