package io.parley.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// Notices that are published, and people who answer them.
abstract class Answering extends ConsentIT {

    Notices notices;

    @BeforeEach
    void someoneForPrivacy() {
        notices = new Notices(as(somebody("employee").name(), "privacy"));
    }

    /// As a client does: what is to be answered is fetched before.
    static Api.Answer answer(Someone person, String notice, int version, String answer) {
        person.api().get("/v1/me/notices").is(200);
        return person.api().post("/v1/me/answers", body(notice, version, answer, Map.of()));
    }

    static Api.Answer send(Someone person, String notice, Map<String, Object> changes) {
        person.api().get("/v1/me/notices").is(200);
        return person.api().post("/v1/me/answers", body(notice, 1, "accepted", changes));
    }

    static Map<String, Object> body(String notice, int version, String answer, Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "noticeId", notice,
                "version", version,
                "locale", "en",
                "answer", answer,
                "shownAt", Instant.now().toString()));
        body.putAll(changes);
        return body;
    }

    static void assertCode(Api.Answer answer, int status, String code) {
        assertThat(answer.is(status).body().path("code").asString()).isEqualTo(code);
    }

    static void assertRule(Api.Answer answer, String field) {
        assertThat(answer.is(422).body().path("code").asString()).isEqualTo("rule-violated");
        assertThat(answer.body().path("violations").path(0).path("field").asString())
                .isEqualTo(field);
    }

    static JsonNode pending(Someone person, String notice, String languages) {
        return person.api()
                .get("/v1/me/notices", "Accept-Language", languages)
                .is(200)
                .body()
                .valueStream()
                .filter(item -> item.path("noticeId").asString().equals(notice))
                .findFirst()
                .orElseThrow();
    }

    static List<String> pendingIds(Someone person) {
        return person.api()
                .get("/v1/me/notices")
                .is(200)
                .body()
                .valueStream()
                .map(item -> item.path("noticeId").asString())
                .toList();
    }
}
