package io.parley.consent.notice;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MandatoryAnswer;
import io.parley.contracts.event.NoticeRecord;
import io.parley.testing.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// As shipped: two persons for each notice. Reminders come fast here.
@TestPropertySource(
        properties = {
            "parley.notice.four-eyes=true",
            "parley.notice.remind-every=1s",
            "parley.notice.sweep-interval=100ms"
        })
class NoticeLifeIT extends ConsentIT {

    @Autowired
    private TestDatabase database;

    @Autowired
    private NoticeStore store;

    @Autowired
    private NoticeDesk desk;

    private Api author;
    private Api reviewer;
    private Someone dave;

    @BeforeEach
    void twoForPrivacyAndAGuest() {
        author = as(somebody("employee").name(), "privacy");
        reviewer = as(somebody("employee").name(), "privacy");
        dave = somebody("guest");
    }

    @Test
    void nothingIsPublishedWithoutASecondPerson() {
        String path = drafted(Map.of());

        publish(path, Map.of()).refused(409, "review-required");
        assertThat(author.post(path + "/submit", Map.of())
                        .is(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("in-review");
        publish(path, Map.of()).refused(409, "review-required");
        author.post(path + "/approve", Map.of()).refused(403, "four-eyes");
        assertThat(reviewer.post(path + "/approve", Map.of())
                        .is(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("approved");
        assertThat(publish(path, Map.of()).is(200).body().path("state").asString())
                .isEqualTo("published");
    }

    @Test
    void whatWasNotHandedInIsNotReviewedAndNothingTwice() {
        String path = drafted(Map.of());

        reviewer.post(path + "/approve", Map.of()).is(409);
        author.post(path + "/submit", Map.of()).is(200);
        author.post(path + "/submit", Map.of()).is(409);
        reviewer.post(path + "/reject", Map.of()).is(200);
        reviewer.post(path + "/approve", Map.of()).is(409);
        publish(path, Map.of()).refused(409, "conflict");
        as(dave.name(), "member").post(path + "/submit", Map.of()).is(403);
    }

    @Test
    void aVersionTakesEffectByItselfAtItsTime() {
        String path = approved(Map.of());
        publish(path, Map.of("at", Instant.now().minusSeconds(60).toString())).breaksRule("at");
        Instant at = Instant.now().plusSeconds(3);

        JsonNode scheduled = publish(path, Map.of("at", at.toString())).is(200).body();
        List<String> before = Answers.awaited(dave.api());

        assertThat(scheduled.path("state").asString()).isEqualTo("scheduled");
        assertThat(before).doesNotContain(id(path));
        await().atMost(20, SECONDS).until(() -> Answers.awaited(dave.api()).contains(id(path)));
        assertThat(Instant.now()).isAfterOrEqualTo(at);
        assertThat(state(path)).isEqualTo("published");
        await().atMost(20, SECONDS).until(() -> announcements(path) == 1);
    }

    /// As two instances would that notice at the same moment.
    @Test
    void twoWhoAnnounceTheSameVersionAnnounceItOnce() {
        String path = approved(Map.of());
        publish(path, Map.of()).is(200);
        NoticeVersion version =
                store.version(new NoticeId(UUID.fromString(id(path))), 1).orElseThrow();
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> desk.announce(version)),
                        CompletableFuture.runAsync(() -> desk.announce(version)))
                .join();

        assertThat(announcements(path)).isEqualTo(1);
    }

    @Test
    void aRetiredNoticeAsksNobodyAndKeepsItsAnswers() {
        String path = published(Map.of());
        Answers.give(dave.api(), id(path), 1, "accepted").is(201);
        Someone late = somebody("guest");
        Answers.awaited(late.api());

        author.post("/v1/notices/" + id(path) + "/retire", Map.of()).is(204);

        assertThat(state(path)).isEqualTo("retired");
        assertThat(Answers.awaited(late.api())).doesNotContain(id(path));
        Answers.send(late.api(), Answers.body(id(path), 1, "accepted", Map.of()))
                .refused(409, "notice-not-applicable");
        assertThat(dave.api().get("/v1/me/answers").body().path("items")).hasSize(1);
        author.post("/v1/notices/" + id(path) + "/retire", Map.of()).is(409);
    }

    @Test
    void progressCountsWhatWasSaidAndNamesWhoDidNot() {
        String path = published(Map.of());
        Someone silent = somebody("guest");
        Answers.give(dave.api(), id(path), 1, "refused").is(201);

        JsonNode progress = reviewer.get(path + "/progress").is(200).body();
        List<String> unanswered = unanswered(path);
        JsonNode first = reviewer.get(path + "/progress/people?limit=1").is(200).body();

        assertThat(progress.path("answers").path("refused").asInt()).isEqualTo(1);
        assertThat(progress.path("asked").asInt())
                .isEqualTo(1 + progress.path("unanswered").asInt());
        assertThat(unanswered)
                .contains(silent.id())
                .doesNotContain(dave.id())
                .hasSize(progress.path("unanswered").asInt());
        assertThat(first.path("nextCursor").asString()).isNotBlank();
        dave.api().get(path + "/progress").is(403);
        reviewer.get(path + "/progress/people?state=asleep").is(400);
        reviewer.get(drafted(Map.of()) + "/progress").is(404);
    }

    @Test
    void remindersAreSentAndKept() {
        String path = published(Map.of());

        await().atMost(20, SECONDS)
                .until(() -> reviewer.get(path + "/progress")
                                .is(200)
                                .body()
                                .path("reminders")
                                .size()
                        >= 2);
    }

    @Test
    void mandatoryIsSaidAndChangesOnlyWithAMaterialVersion() {
        String path = published(Map.of("mandatory", true));
        String versions = "/v1/notices/" + id(path) + "/versions";

        JsonNode notice = dave.api()
                .get("/v1/me/notices")
                .body()
                .valueStream()
                .filter(item -> item.path("noticeId").asString().equals(id(path)))
                .findFirst()
                .orElseThrow();
        assertThat(notice.path("mandatory").asBoolean()).isTrue();
        author.post(versions, Map.of("texts", Notices.texts(), "material", false, "mandatory", false))
                .breaksRule("mandatory");
        assertThat(author.post(versions, Map.of("texts", Notices.texts(), "material", false))
                        .is(201)
                        .body()
                        .path("mandatory")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whoComesBackIsAskedAnew() throws Exception {
        String path = published(Map.of("mandatory", true));
        Answers.give(dave.api(), id(path), 1, "accepted").is(201);
        assertThat(answeredByGateways(path)).isEqualTo(1);

        employed(false);
        employed(true);

        assertThat(answeredByGateways(path)).isZero();
        assertThat(unanswered(path)).contains(dave.id());
        await().atMost(20, SECONDS).until(() -> dave.api().get("/v1/me").status() == 200);
        assertThat(Answers.awaited(dave.api())).contains(id(path));
        Answers.give(dave.api(), id(path), 1, "accepted").is(201);
        assertThat(answeredByGateways(path)).isEqualTo(1);
        assertThat(unanswered(path)).doesNotContain(dave.id());
    }

    private void employed(boolean active) {
        provisioning()
                .patch(
                        "/scim/v2/Users/" + dave.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":" + active + "}]}")
                .is(200);
    }

    /// The version that gateways take for answered.
    private int answeredByGateways(String path) throws Exception {
        await().atMost(20, SECONDS)
                .until(() -> count("SELECT count(*) FROM outbox WHERE ?::uuid IS NOT NULL", path) == 0);
        int version = 0;
        for (ConsumerRecord<byte[], byte[]> record : records(Topics.NOTICE)) {
            MandatoryAnswer answer = NoticeRecord.parseFrom(record.value()).getAnswer();
            if (answer.getPersonId().equals(PersonId.parse(dave.id()).bytes())
                    && answer.getNoticeId().equals(Ids.bytes(UUID.fromString(id(path))))) {
                version = answer.getVersion();
            }
        }
        return version;
    }

    private List<String> unanswered(String path) {
        return reviewer.get(path + "/progress/people?state=unanswered&limit=1000")
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("personId").asString())
                .toList();
    }

    private String drafted(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Notices.body("archive", "consent", "guest"));
        body.putAll(more);
        JsonNode draft = author.post("/v1/notices", body).is(201).body();
        return "/v1/notices/" + draft.path("noticeId").asString() + "/versions/1";
    }

    private String approved(Map<String, Object> more) {
        String path = drafted(more);
        author.post(path + "/submit", Map.of()).is(200);
        reviewer.post(path + "/approve", Map.of()).is(200);
        return path;
    }

    private String published(Map<String, Object> more) {
        String path = approved(more);
        publish(path, Map.of()).is(200);
        return path;
    }

    private Api.Answer publish(String path, Map<String, Object> body) {
        return author.post(path + "/publish", body);
    }

    private String state(String path) {
        return author.get("/v1/notices?limit=1000")
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("noticeId").asString().equals(id(path)))
                .map(item -> item.path("versions").path(0).path("state").asString())
                .findFirst()
                .orElseThrow();
    }

    private int announcements(String path) {
        return count("SELECT count(*) FROM notice_step WHERE step = 'effective' AND notice_id = ?::uuid", path);
    }

    private int count(String sql, String path) {
        return JdbcClient.create(database.asService())
                .sql(sql)
                .param(id(path))
                .query(Integer.class)
                .single();
    }

    private static String id(String path) {
        return path.split("/")[3];
    }
}
