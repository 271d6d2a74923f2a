package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reading before anybody agreed, the account of it afterwards, and how much a grant shows in an hour.
class EmergencyIT extends RunningOffice {

    private Http kim;
    private Conversation talk;

    @BeforeEach
    void anOfficerAndTwoApprovers() {
        kim = somebody("member", "approver");
        PersonId author = bases().consenting();
        talk = conversation().open(author);
        for (int i = 0; i < 3; i++) {
            talk.post(author, "word " + i);
        }
        settled(talk);
    }

    @Test
    void itReadsAtOnceAndTwoOthersConfirmIt() {
        String grant = requested("\"emergency\":true,");
        assertThat(state(grant)).isEqualTo("emergency");
        assertThat(search(grant).body().path("items")).hasSize(3);

        assertThat(decide(officer, grant, "approve").code()).isEqualTo("four-eyes");
        assertThat(decide(approver, grant, "approve").status()).isEqualTo(200);
        assertThat(state(grant)).isEqualTo("emergency");
        assertThat(decide(approver, grant, "approve").code()).isEqualTo("four-eyes");
        assertThat(decide(kim, grant, "approve").status()).isEqualTo(200);

        assertThat(state(grant)).isEqualTo("approved");
        assertThat(recorded(grant))
                .contains("grant.emergency", "archive.searched", "grant.confirmed", "grant.approved");
    }

    @Test
    void whatNobodyConfirmsInTimeIsReportedAlsoAfterItsRevocation() {
        String grant = requested("\"emergency\":true,");
        decide(approver, grant, "approve");
        assertThat(decide(officer, grant, "revoke").status()).isEqualTo(200);
        assertThat(search(grant).code()).isEqualTo("grant-required");

        asOwner().update("UPDATE read_grant SET confirm_by = now() WHERE grant_id = ?", UUID.fromString(grant));

        await().atMost(Duration.ofSeconds(30)).until(() -> state(grant).equals("unconfirmed"));
        assertThat(decide(kim, grant, "approve").code()).isEqualTo("conflict");
        assertThat(recorded(grant))
                .contains("grant.revoked", "grant.unconfirmed")
                .doesNotContain("grant.approved");
    }

    @Test
    void aGrantShowsNoMoreThanItsQuotaInAnHour() {
        String grant = requested("\"viewsPerHour\":5,");
        decide(approver, grant, "approve");
        assertThat(search(grant).body().path("items")).hasSize(3);

        Http.Answer refused = search(grant);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too-many-requests");
        assertThat(search(grant, "\"limit\":2,").body().path("items"))
                .as("what is left")
                .hasSize(2);
        assertThat(search(grant, "\"limit\":1,").status()).isEqualTo(429);

        asOwner()
                .update(
                        "UPDATE grant_use SET hour = hour - interval '1 hour' WHERE grant_id = ?",
                        UUID.fromString(grant));
        assertThat(search(grant).status()).isEqualTo(200);
    }

    private String requested(String more) {
        Instant now = Instant.now();
        Http.Answer answer = officer.post("/v1/archive/grants", """
                {%s"purpose":"security-incident","caseRef":"CASE-9","justification":"Somebody is in danger.",
                 "scope":{"conversationIds":["%s"],"from":"%s","to":"%s"},"expiresAt":"%s"}""".formatted(
                        more,
                        talk.id(),
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)),
                        now.plus(Duration.ofHours(2))));
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("grantId").asString();
    }

    private static Http.Answer decide(Http by, String grant, String verb) {
        return by.post("/v1/archive/grants/" + grant + "/" + verb, "{}");
    }

    private Http.Answer search(String grant) {
        return search(grant, "");
    }

    private Http.Answer search(String grant, String more) {
        return officer.post("/v1/archive/searches", "{" + more + "\"grantId\":\"" + grant + "\"}");
    }

    private String state(String grant) {
        return officer.get("/v1/archive/grants/" + grant).body().path("state").asString();
    }

    private List<String> recorded(String grant) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            return await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> audit.heard().stream()
                                    .filter(event -> event.getObjectId().equals(grant))
                                    .map(AuditRecorded::getAction)
                                    .toList(),
                            heard -> heard.contains("grant.approved") || heard.contains("grant.unconfirmed"));
        }
    }
}
