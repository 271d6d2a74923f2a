package io.parley.local.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

class SeedTest {

    static final List<String> names = Seed.NOTICES;

    @ParameterizedTest
    @FieldSource("names")
    void everyExampleNoticeSaysInBothLanguagesThatItIsOne(String name) {
        JsonNode notice = Seed.notice(name);

        assertThat(notice.path("texts").path("en").path("text").asString()).contains("not legal advice");
        assertThat(notice.path("texts").path("zh-CN").path("text").asString()).contains("并非法律意见");
    }
}
