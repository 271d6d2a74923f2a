package io.parley.local.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SeedTest {

    static final List<String> names = Seed.NOTICES;
    private static final JsonMapper JSON = new JsonMapper();

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

    @Test
    void waitsForAServiceThatHasNotHeardOfAPersonYet() {
        Queue<Http.Answer> answers = new ArrayDeque<>(List.of(
                refused("person-unknown"), refused("person-unknown"), new Http.Answer(200, JSON.createObjectNode())));

        assertThat(Seed.onceRegistered(answers::remove).status()).isEqualTo(200);
        assertThat(answers).isEmpty();
    }

    @Test
    void takesAnyOtherRefusalForAnAnswer() {
        Queue<Http.Answer> answers = new ArrayDeque<>(List.of(refused("forbidden"), refused("forbidden")));

        assertThat(Seed.onceRegistered(answers::remove).status()).isEqualTo(403);
        assertThat(answers).hasSize(1);
    }

    private static Http.Answer refused(String code) {
        return new Http.Answer(403, JSON.createObjectNode().put("code", code));
    }

    private static JsonNode known(String purpose, String kind, String state) {
        return new JsonMapper().readTree("""
                [{"noticeId": "1", "purpose": "%s", "kind": "%s", "versions": [{"version": 1, "state": "%s"}]}]
                """.formatted(purpose, kind, state));
    }
}
