package io.parley.consent.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import io.parley.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class NoticeIT extends ConsentIT {

    @Autowired
    private TestDatabase database;

    private Api heidi;
    private Notices notices;

    @BeforeEach
    void someoneForPrivacy() {
        heidi = as(somebody("employee").name(), "privacy");
        notices = new Notices(heidi);
    }

    @Test
    void noticesAreForPrivacyOnly() {
        Someone alice = somebody("employee");
        Map<String, Object> body = Notices.body("archive", "consent", "guest");

        as(alice.name(), "admin", "officer").post("/v1/notices", body).is(403);
        as(alice.name(), "admin").get("/v1/notices").is(403);
        as(alice.name(), "member")
                .post("/v1/notices/" + UUID.randomUUID() + "/versions/1/publish", Map.of())
                .is(403);
    }

    @Test
    void aNoticeIsPublishedOnceAndInOrder() {
        String notice = notices.published("archive", "consent", "guest");
        heidi.post("/v1/notices/" + notice + "/versions/1/publish", Map.of()).is(409);
        heidi.post("/v1/notices/" + notice + "/versions/7/publish", Map.of()).is(404);
        heidi.post("/v1/notices/" + UUID.randomUUID() + "/versions/1/publish", Map.of())
                .is(404);

        JsonNode second = heidi.post("/v1/notices/" + notice + "/versions", Map.of("texts", Notices.texts()))
                .is(201)
                .body();
        notices.publishVersion(notice, 3, true);

        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(second.path("state").asString()).isEqualTo("draft");
        heidi.post("/v1/notices/" + notice + "/versions/2/publish", Map.of()).is(409);
    }

    @Test
    void refusesNoticesThatBreakARule() {
        heidi.post("/v1/notices", Map.of()).is(400);
        heidi.post("/v1/notices", changed(Map.of("purpose", "fun"))).is(400);
        heidi.post("/v1/notices", changed(Map.of("kind", "order"))).is(400);
        heidi.post("/v1/notices", changed(Map.of("audience", Map.of("kinds", List.of()))))
                .is(400);
        heidi.post("/v1/notices", changed(Map.of("texts", Map.of()))).is(400);
        heidi.post("/v1/notices", changed(Map.of("texts", Map.of("en", Map.of("title", "x")))))
                .is(400);
        heidi.post("/v1/notices", changed(Map.of("texts", Map.of("not a tag", Map.of("title", "x", "text", "y")))))
                .is(400);
        String notice = notices.drafted("archive", "consent", "guest");
        heidi.post("/v1/notices/" + notice + "/versions", Map.of("texts", Notices.texts(), "purpose", "ai"))
                .is(422);
    }

    @Test
    void theDatabaseItselfRefusesToChangeAPublishedText() {
        String notice = notices.published("archive", "consent", "guest");
        JdbcClient jdbc = JdbcClient.create(database.asService());

        assertThatThrownBy(() -> jdbc.sql("UPDATE notice_version SET texts = '{}' WHERE notice_id = ?::uuid")
                        .param(notice)
                        .update())
                .hasMessageContaining("is published");
    }

    private static Map<String, Object> changed(Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(Notices.body("archive", "consent", "guest"));
        body.putAll(changes);
        return body;
    }
}
