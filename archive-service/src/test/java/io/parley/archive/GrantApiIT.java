package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Grants: who asks, who decides, who sees them, and when they end.
class GrantApiIT extends RunningSearches {

    /// Clocks tell nanoseconds, databases keep microseconds.
    @Test
    void whatWasGrantedCanBeAskedForToTheNanosecond() {
        Conversation talk = conversation().open(bases().consenting());
        settled(talk);
        Instant from = Instant.parse("2026-01-01T00:00:00.123456789Z");
        Instant to = Instant.parse("2026-12-01T00:00:00.987654999Z");
        String grant = officer.post("/v1/archive/grants", """
                {"purpose":"investigation","caseRef":"CASE-7","justification":"A customer disputes a promise",
                 "scope":{"conversationIds":["%s"],"from":"%s","to":"%s"},"expiresAt":"%s"}
                """.formatted(talk.id(), from, to, TOMORROW))
                .body()
                .path("grantId")
                .asString();
        approver.post("/v1/archive/grants/" + grant + "/approve", "{\"comment\":\"reviewed\"}");

        String search = "{\"grantId\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}";
        assertThat(officer.post("/v1/archive/searches", search.formatted(grant, from, to))
                        .status())
                .isEqualTo(200);
        assertThat(officer.post("/v1/archive/searches", search.formatted(grant, from, to.plusNanos(1_000)))
                        .code())
                .isEqualTo("out-of-scope");
    }

    @Test
    void neverLetsAnyoneDecideOnTheirOwnRequest() {
        Conversation talk = conversation().open(bases().consenting());
        settled(talk);
        String grant = requested(talk);

        assertThat(officer.post("/v1/archive/grants/" + grant + "/approve", "{}")
                        .code())
                .isEqualTo("four-eyes");
        assertThat(officer.post("/v1/archive/grants/" + grant + "/refuse", "{}").code())
                .isEqualTo("four-eyes");
        var both = officer.as("officer", "approver");
        assertThat(both.post("/v1/archive/grants/" + grant + "/approve", "{}").code())
                .isEqualTo("four-eyes");
        assertThat(nobody.post("/v1/archive/grants/" + grant + "/approve", "{}").code())
                .isEqualTo("forbidden");

        assertThat(approver.post("/v1/archive/grants/" + grant + "/refuse", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(approver.post("/v1/archive/grants/" + grant + "/approve", "{}")
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void showsGrantsToTheirRequesterAndToApproversOnly() {
        Conversation talk = conversation().open(bases().consenting());
        String grant = requested(talk);
        Http other = somebody("officer");

        assertThat(other.get("/v1/archive/grants/" + grant).status()).isEqualTo(404);
        assertThat(officer.get("/v1/archive/grants/" + grant)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("requested");
        assertThat(approver.get("/v1/archive/grants/" + grant).status()).isEqualTo(200);
        assertThat(nobody.get("/v1/archive/grants/" + grant).status()).isEqualTo(403);
        assertThat(officer.get("/v1/archive/grants?limit=1").body().path("items"))
                .hasSize(1);
        assertThat(officer.get("/v1/archive/grants?limit=1000")
                        .body()
                        .path("nextCursor")
                        .isNull())
                .isTrue();
        assertThat(officer.get("/v1/archive/grants?limit=0").code()).isEqualTo("invalid-request");
    }

    @Test
    void endsAGrantAtItsTimeAndWritesThatDown() {
        Conversation talk = conversation().open(bases().consenting());
        settled(talk);
        String grant = requested(talk, Instant.now().plus(Duration.ofSeconds(3)));
        approver.post("/v1/archive/grants/" + grant + "/approve", "{}");
        assertThat(search(quoted(grant), "anything").status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(search(quoted(grant), "anything").code()).isEqualTo("grant-required"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(officer.get("/v1/archive/grants/" + grant)
                                .body()
                                .path("state")
                                .asString())
                        .isEqualTo("expired"));
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(grant))
                            .extracting(AuditRecorded::getAction)
                            .contains("grant.expired"));
        }
    }
}
