package io.parley.local.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SeedTest {

    static final List<String> names = Seed.NOTICES;

    @ParameterizedTest
    @FieldSource("names")
    void everyExampleNoticeSaysInBothLanguagesThatItIsOne(String name) {
        JsonNode notice = Seed.notice(name);

        assertThat(notice.path("texts").path("en").path("text").asString()).contains("not legal advice");
        assertThat(notice.path("texts").path("zh-CN").path("text").asString()).contains("并非法律意见");
    }

    @Test
    void aPublishedNoticeIsNotEnteredAgain() {
        JsonNode notice = Seed.notice("archive-guests");

        assertThat(Seed.isPublished(notice, known("archive", "consent", "published")))
                .isTrue();
    }

    @Test
    void aDraftOrAnotherKindDoesNotCount() {
        JsonNode notice = Seed.notice("archive-guests");

        assertThat(Seed.isPublished(notice, known("archive", "consent", "draft")))
                .isFalse();
        assertThat(Seed.isPublished(notice, known("archive", "notice", "published")))
                .isFalse();
    }

    private static JsonNode known(String purpose, String kind, String state) {
        return new JsonMapper().readTree("""
                [{"noticeId": "1", "purpose": "%s", "kind": "%s", "versions": [{"version": 1, "state": "%s"}]}]
                """.formatted(purpose, kind, state));
    }
}
