package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Reading at once when somebody is in danger, with two persons who answer for it afterwards.
class EmergencyTest {

    private final Raw erin = Region.erinTheOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();
    private final Raw kim = Region.kimTheOtherApprover().http();
    private final String caseRef = Officers.newCase();
    private ConversationId conversation = ConversationId.next();

    @BeforeEach
    void threeArchivedMessages() {
        Persona alice = Region.alice().agreed();
        conversation = alice.opens("group", Region.bob().agreed()).conversationId();
        Wait.shortly()
                .until(() -> alice.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        for (int i = 1; i <= 3; i++) {
            alice.says(conversation, "help " + i);
        }
        Officers.coverage(conversation, 3);
    }

    @Test
    void itReadsAtOnceAndTwoApproversConfirmIt() {
        JsonNode grant = requested("\"emergency\":true", Duration.ofHours(2))
                .hasStatus(201)
                .json();
        String path = "/v1/archive/grants/" + grant.path("grantId").asString();
        assertThat(grant.path("state").asString()).isEqualTo("emergency");
        assertThat(Instant.parse(grant.path("confirmBy").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
        search(grant).hasStatus(200);

        erin.post(path + "/approve", "{}").isProblem(403, "four-eyes");
        frank.post(path + "/approve", "{}").hasStatus(200);
        frank.post(path + "/approve", "{}").isProblem(403, "four-eyes");
        JsonNode approved = kim.post(path + "/approve", "{}").hasStatus(200).json();

        assertThat(approved.path("state").asString()).isEqualTo("approved");
        assertThat(approved.path("confirmedBy").asString())
                .isEqualTo(Region.frankTheApprover().id().toString());
        Wait.shortly()
                .untilAsserted(() -> assertThat(Region.graceTheAuditor()
                                .api()
                                .audit()
                                .all(Filter.any().caseRef(caseRef)))
                        .extracting(Event::action)
                        .contains("grant.emergency", "archive.searched", "grant.confirmed", "grant.approved"));
    }

    @Test
    void whatAnApproverRefusesIsOver() {
        JsonNode grant = requested("\"emergency\":true", Duration.ofHours(2))
                .hasStatus(201)
                .json();
        search(grant).hasStatus(200);
        kim.post("/v1/archive/grants/" + grant.path("grantId").asString() + "/refuse", "{}")
                .hasStatus(200);
        search(grant).isProblem(403, "grant-required");
        requested("\"emergency\":true", Duration.ofHours(25))
                .isProblem(400, "invalid-request")
                .namesField("expiresAt");
    }

    @Test
    void aGrantShowsNoMoreInAnHourThanItsQuota() {
        requested("\"viewsPerHour\":0", Duration.ofHours(2))
                .isProblem(400, "invalid-request")
                .namesField("viewsPerHour");
        JsonNode grant = requested("\"viewsPerHour\":4", Duration.ofHours(2))
                .hasStatus(201)
                .json();
        frank.post("/v1/archive/grants/" + grant.path("grantId").asString() + "/approve", "{}")
                .hasStatus(200);
        assertThat(search(grant).hasStatus(200).json().path("items")).hasSize(3);

        Raw.Answer refused = search(grant).isProblem(429, "too-many-requests");

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(0, 3_600);
    }

    private Raw.Answer requested(String more, Duration length) {
        Instant now = Instant.now();
        return erin.post("/v1/archive/grants", """
                {%s,"purpose":"security-incident","caseRef":"%s","justification":"Somebody is in danger.",
                 "scope":{"conversationIds":["%s"],"from":"%s","to":"%s"},"expiresAt":"%s"}""".formatted(
                        more,
                        caseRef,
                        conversation,
                        now.minus(Duration.ofHours(1)),
                        now.plus(Duration.ofHours(1)),
                        now.plus(length)));
    }

    private Raw.Answer search(JsonNode grant) {
        return erin.post(
                "/v1/archive/searches",
                "{\"grantId\":\"" + grant.path("grantId").asString() + "\"}");
    }
}
