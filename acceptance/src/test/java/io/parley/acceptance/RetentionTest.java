package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Retention by the clock: two persons make a policy, a sweep destroys what is due, a hold stops it, a certificate
/// proves it. Each policy is about the test's own conversation.
class RetentionTest {

    private static final String POLICIES = "/v1/archive/retention-policies";
    private static final String CERTIFICATES = "/v1/archive/retention-certificates";
    private static final Duration SWEEPS = Duration.ofSeconds(30);

    private final Raw erin = Region.erinTheOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();
    private final Raw grace = Region.graceTheAuditor().http();
    private final Raw heidi = Region.heidiThePrivacyOfficer().http();
    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final List<String> inForce = new ArrayList<>();
    private ConversationId talk;

    @BeforeEach
    void talk() {
        talk = alice.opens("group", bob).conversationId();
        Wait.shortly()
                .until(() ->
                        alice.api().conversations().get(talk).archiveState().equals("archived"));
        alice.says(talk, "first");
        bob.says(talk, "second");
        Officers.coverage(talk, 2);
    }

    @AfterEach
    void retire() {
        inForce.forEach(policy -> {
            call(erin, policy, "retire");
            call(frank, policy, "retire");
        });
    }

    @Test
    void anIdleConversationIsSweptAndTheDeletionIsCertified() {
        GrantId grant = Officers.granted(Officers.newCase(), talk);
        assertThat(Officers.everything(grant)).hasSize(2);
        String policy = inForce("delete-after", "PT5S");

        awaitPurged(2);

        assertThat(Officers.everything(grant)).isEmpty();
        assertThat(coverage().path("archived").asLong()).isEqualTo(2);
        assertThat(coverage().path("missing").asLong()).isZero();
        JsonNode certificate = Wait.atMost(SWEEPS)
                .until(() -> certificateOf(policy), Optional::isPresent)
                .orElseThrow();
        String document = certificate.path("document").asString();
        assertThat(certificate.path("digest").asString()).isEqualTo(sha256(document));
        JsonNode ranges = grace.get(
                        CERTIFICATES + "/" + certificate.path("certificateId").asString() + "/ranges?limit=1000")
                .hasStatus(200)
                .json();
        assertThat(ranges.path("items").valueStream())
                .anySatisfy(range ->
                        assertThat(range.path("conversationId").asString()).isEqualTo(talk.toString()));
        List<Event> swept = Wait.shortly()
                .until(
                        () -> Region.graceTheAuditor().api().audit().all(Filter.action("retention.swept")),
                        events -> events.stream()
                                .anyMatch(event -> event.detail()
                                        .path("digest")
                                        .asString()
                                        .equals(certificate.path("digest").asString())));
        assertThat(swept.toString()).doesNotContain("first");
    }

    @Test
    void aSweepThatIsKilledDestroysTheRestLaterAndCertifiesAllOfIt() {
        int more = 300;
        for (int i = 0; i < more; i++) {
            alice.says(talk, "one of many");
        }
        Officers.coverage(talk, 2 + more);
        String policy = inForce("delete-after", "PT1S");
        Script.parley("kill", "archive");
        Script.parley("start", "archive");

        awaitPurged(2 + more);

        assertThat(coverage().path("missing").asLong()).isZero();
        Wait.atMost(SWEEPS).untilAsserted(() -> assertThat(certified(policy)).isEqualTo(2 + more));
    }

    @Test
    void aHoldKeepsWhatIsDueUntilTwoPersonsDisposeOfIt() {
        String hold = erin.post("/v1/archive/holds", """
                        {"name":"A test","caseRef":"CASE-R","visibility":"visible","ground":"A court asked for it.",
                         "scope":{"conversationIds":["%s"]}}""".formatted(talk))
                .hasStatus(201)
                .json()
                .path("holdId")
                .asString();
        String policy = inForce("delete-after", "PT1S");

        Wait.atMost(SWEEPS).until(() -> heldBack(policy, "hold") == 2);
        erin.post("/v1/archive/holds/" + hold + "/release", "{}").hasStatus(200);
        frank.post("/v1/archive/holds/" + hold + "/release", "{}").hasStatus(200);
        assertThat(heldBack(policy, "hold")).as("released, not disposed of").isEqualTo(2);
        erin.post("/v1/archive/holds/" + hold + "/disposition", "{}").hasStatus(200);
        frank.post("/v1/archive/holds/" + hold + "/disposition", "{}").hasStatus(200);

        awaitPurged(2);
    }

    @Test
    void aDutyToKeepBeatsADeletionAndADryRunSaysSo() {
        inForce("keep-at-least", "P1Y");
        String policy = requested("delete-after", "PT1S");

        JsonNode report = Wait.atMost(SWEEPS)
                .until(
                        () -> erin.post(POLICIES + "/" + policy + "/dry-run", "{}")
                                .hasStatus(200)
                                .json(),
                        run -> !run.path("heldBack").isEmpty());

        assertThat(report.path("due").asLong()).isZero();
        assertThat(report.path("heldBack").toString()).isEqualTo("[{\"reason\":\"keep-at-least\",\"records\":2}]");
        assertThat(report.path("complete").asBoolean()).isTrue();
    }

    @Test
    void nobodyMakesAPolicyAlone() {
        String policy = requested("delete-after", "PT1S");

        erin.post(POLICIES + "/" + policy + "/approve", "{}").isProblem(403, "four-eyes");
        heidi.post(POLICIES + "/" + policy + "/approve", "{}").isProblem(403, "forbidden");
        for (Raw other : List.of(
                alice.http(), Region.dave().http(), Region.ivanTheAdmin().http())) {
            other.get(POLICIES).isProblem(403, "forbidden");
            other.get(CERTIFICATES).isProblem(403, "forbidden");
            other.post(POLICIES, body("delete-after", "P1Y")).isProblem(403, "forbidden");
            other.post(POLICIES + "/" + policy + "/approve", "{}").isProblem(403, "forbidden");
        }
        grace.post(POLICIES, body("delete-after", "P1Y")).isProblem(403, "forbidden");
        grace.post(POLICIES + "/" + policy + "/dry-run", "{}").isProblem(403, "forbidden");
        Raw.anonymous().get(POLICIES).isProblem(401, "unauthenticated");
        frank.post(POLICIES + "/" + policy + "/refuse", "{}").hasStatus(200);
        frank.post(POLICIES + "/" + policy + "/approve", "{}").isProblem(409, "conflict");
        frank.post(POLICIES + "/" + UUID.randomUUID() + "/approve", "{}").isProblem(404, "not-found");
    }

    @Test
    void badInputIsNamedByItsField() {
        String good = body("delete-after", "P1Y");
        refused("name", good.replace("A test", " "));
        refused("rule", good.replace("delete-after", "shred"));
        refused("class", good.replace("\"text\"", "\"audit\""));
        for (String period : List.of("", "P", "PT0S", "-P1Y", "P1.5Y", "P101Y", "a year")) {
            refused("period", good.replace("P1Y", period));
        }
        refused("jurisdiction", good.replace("\"rule\"", "\"jurisdiction\":\"E U\",\"rule\""));
        refused("audience.kinds", good.replace("\"conversationIds\"", "\"kinds\":[\"robot\"],\"conversationIds\""));
        refused("audience.personIds", good.replace("\"conversationIds\"", "\"personIds\":[null],\"conversationIds\""));
        refused(
                "audience",
                good.replace("\"text\"", "\"metadata\"")
                        .replace("\"conversationIds\"", "\"kinds\":[\"guest\"],\"conversationIds\""));
        erin.post(POLICIES, "[]").isProblem(400, "malformed-request");
    }

    private void refused(String field, String body) {
        erin.post(POLICIES, body).isProblem(400, "invalid-request").namesField(field);
    }

    private String inForce(String rule, String period) {
        String policy = requested(rule, period);
        call(frank, policy, "approve").hasStatus(200);
        inForce.add(policy);
        return policy;
    }

    private String requested(String rule, String period) {
        return erin.post(POLICIES, body(rule, period))
                .hasStatus(201)
                .json()
                .path("policyId")
                .asString();
    }

    private String body(String rule, String period) {
        return """
                {"name":"A test","rule":"%s","class":"text","period":"%s","audience":{"conversationIds":["%s"]}}""".formatted(rule, period, talk);
    }

    private static Raw.Answer call(Raw by, String policy, String verb) {
        return by.post(POLICIES + "/" + policy + "/" + verb, "{}");
    }

    private void awaitPurged(long count) {
        Wait.atMost(SWEEPS)
                .untilAsserted(() -> assertThat(coverage().path("purged").toString())
                        .isEqualTo("[{\"reason\":\"delete-after\",\"count\":" + count + "}]"));
    }

    private JsonNode coverage() {
        return erin.get("/v1/archive/conversations/" + talk + "/coverage")
                .hasStatus(200)
                .json();
    }

    private long heldBack(String policy, String reason) {
        return erin.post(POLICIES + "/" + policy + "/dry-run", "{}")
                .hasStatus(200)
                .json()
                .path("heldBack")
                .valueStream()
                .filter(held -> held.path("reason").asString().equals(reason))
                .mapToLong(held -> held.path("records").asLong())
                .sum();
    }

    private Optional<JsonNode> certificateOf(String policy) {
        return certificates().stream()
                .filter(certificate -> policies(certificate)
                        .anyMatch(one -> one.path("policyId").asString().equals(policy)))
                .findFirst();
    }

    private long certified(String policy) {
        return certificates().stream()
                .flatMap(RetentionTest::policies)
                .filter(one -> one.path("policyId").asString().equals(policy))
                .mapToLong(one -> one.path("records").asLong())
                .sum();
    }

    private static Stream<JsonNode> policies(JsonNode certificate) {
        return JsonMapper.shared()
                .readTree(certificate.path("document").asString())
                .path("policies")
                .valueStream();
    }

    private List<JsonNode> certificates() {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = grace.get(CERTIFICATES + "?limit=100" + after)
                    .hasStatus(200)
                    .json();
            page.path("items").forEach(all::add);
            after = page.path("nextCursor").isNull()
                    ? ""
                    : "&after=" + page.path("nextCursor").asString();
        } while (!after.isEmpty());
        return all;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
