package io.parley.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8 | en,zh | zh",
                "zh | en,zh-CN | zh-CN",
                "de-AT, fr;q=0.5 | en,fr,de | de",
                "de | en,zh | en",
                "* | en,zh | en",
                "de | zh,fr | fr",
                "not a language!! | en,zh | en",
                "zh-hans-cn | zh-Hans,en | zh-Hans"
            })
    void servesTheBestOfWhatThereIs(String asked, String available, String served) {
        assertThat(Languages.choose(asked, List.of(available.split(",")))).isEqualTo(served);
    }
}
