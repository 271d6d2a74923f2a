package io.parley.audit.disclosure;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static io.parley.audit.AuditRegion.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AuditRecorded;
import io.parley.testing.TestPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class DisclosureIT extends RunningAuditService {

    private static final String DELAYS = "/v1/audit/disclosure-delays";
    private static final PersonId BOB_ID = TestPeople.employee("bob-disclosed");
    private static final PersonId CAROL_ID = TestPeople.employee("carol-disclosed");
    private static final String BOB = token("bob-disclosed", "member");
    private static final String CAROL = token("carol-disclosed", "member", "privacy");
    private static final String FRANK = token("frank-delays", "approver", "officer");
    private static final PersonId FRANK_ID = TestPeople.employee("frank-delays");

    @Autowired
    private JdbcClient jdbc;

    private final String caseRef = "case-" + UUID.randomUUID();

    @BeforeEach
    void awaitPeople() {
        for (String who : List.of(BOB, CAROL, FRANK)) {
            await().atMost(AuditRegion.PATIENCE)
                    .until(() -> region.get("/v1/audit/actions", who).statusCode() == 200);
        }
    }

    @Test
    void tellsWhoReadWhenAndWhyAndNothingOfOthers() {
        UUID viewed = read("archive.viewed", BOB_ID, CAROL_ID);
        UUID refused = AuditRegion.id();
        record(reading(refused, "archive.viewed", BOB_ID).setOutcome("refused"));
        UUID elsewhere = read("basis.read", BOB_ID);
        UUID others = read("archive.searched", CAROL_ID);

        JsonNode told = only(viewed, all(BOB));

        assertThat(told.get("at").asString()).isEqualTo("2026-03-01T12:00:00.120Z");
        assertThat(told.get("action").asString()).isEqualTo("archive.viewed");
        assertThat(told.get("purpose").asString()).isEqualTo("investigation");
        assertThat(told.get("caseRef").asString()).isEqualTo(caseRef);
        assertThat(told.get("recordId").asString()).isEqualTo("r-1");
        assertThat(told.at("/reader/role").asString()).isEqualTo("officer");
        assertThat(told.toString()).doesNotContain(CAROL_ID.toString(), ERIN_ID.toString());
        assertThat(ids(all(BOB))).doesNotContain(refused.toString(), elsewhere.toString(), others.toString());
        assertThat(ids(all(ALICE))).doesNotContain(viewed.toString());
    }

    @Test
    void aReaderHasTheSameIdForEverybodyAndAlways() {
        UUID one = read("archive.viewed", BOB_ID);
        UUID other = read("archive.exported", CAROL_ID);

        String reader = only(one, all(BOB)).at("/reader/id").asString();

        assertThat(reader).isNotBlank();
        assertThat(only(other, all(CAROL)).at("/reader/id").asString()).isEqualTo(reader);
        assertThat(only(one, all(BOB)).at("/reader/id").asString()).isEqualTo(reader);
    }

    @Test
    void whomAnEventHadNoRoomForIsToldAsWell() {
        UUID exported = AuditRegion.id();
        UUID more = AuditRegion.id();
        record(reading(more, "audit.also-affected", CAROL_ID)
                .clearDetail()
                .putDetail("event", exported.toString())
                .putDetail("action", "archive.exported"));
        UUID unrelated = AuditRegion.id();
        record(reading(unrelated, "audit.also-affected", CAROL_ID)
                .clearDetail()
                .putDetail("event", AuditRegion.id().toString())
                .putDetail("action", "basis.read"));
        region.awaitEvent(unrelated, GRACE);

        List<JsonNode> told = all(CAROL);

        assertThat(only(exported, told).get("action").asString()).isEqualTo("archive.exported");
        assertThat(told).noneMatch(item -> item.get("action").asString().equals("basis.read"));
    }

    @Test
    void pagesAscendAndWhatWasDelayedComesBehindWhatWasSeen() {
        String silent = caseRef + "-silent";
        String delay = delayed(silent);
        UUID hidden = AuditRegion.id();
        record(reading(hidden, "archive.viewed", BOB_ID).setCaseRef(silent));
        UUID first = read("archive.viewed", BOB_ID);
        UUID second = read("archive.searched", BOB_ID);
        assertThat(ids(all(BOB)))
                .containsSubsequence(first.toString(), second.toString())
                .doesNotContain(hidden.toString());
        String seen = "";
        JsonNode page = page(BOB, "?limit=1");
        while (!page.get("nextCursor").isNull()) {
            seen = page.get("nextCursor").asString();
            page = page(BOB, "?limit=1&after=" + seen);
        }

        assertThat(region.post(DELAYS + "/" + delay + "/end", FRANK, "").statusCode())
                .isEqualTo(200);

        JsonNode late = only(hidden, items(page(BOB, "?after=" + seen)));
        assertThat(late.at("/delayed/ground").asString()).isEqualTo("investigation-at-risk");
        assertThat(Instant.parse(late.at("/delayed/until").asString()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(recorded("disclosure.delay-ended", delay)).isNotNull();
    }

    @Test
    void aDelayIsBoundedRecordedAndTakesTwo() {
        String body = request(caseRef, "P89D");
        assertThat(region.post(DELAYS, ERIN, request(caseRef, "P91D")).statusCode())
                .isEqualTo(400);
        JsonNode first = json(region.post(DELAYS, ERIN, body));
        String id = first.get("delayId").asString();
        Instant effective = Instant.parse(first.get("effectiveUntil").asString());
        assertThat(effective).isBefore(Instant.now().plus(Duration.ofHours(73)));

        assertThat(region.post(DELAYS + "/" + id + "/approve", ERIN, "").statusCode())
                .isEqualTo(403);
        JsonNode approved = json(region.post(DELAYS + "/" + id + "/approve", CAROL, ""));
        assertThat(approved.get("state").asString()).isEqualTo("approved");
        assertThat(approved.get("effectiveUntil")).isEqualTo(approved.get("until"));
        assertThat(region.post(DELAYS + "/" + id + "/refuse", CAROL, "").statusCode())
                .isEqualTo(409);

        JsonNode extension = json(region.post(DELAYS, FRANK, body));
        assertThat(extension.get("extendsDelay").asString()).isEqualTo(id);
        assertThat(extension.get("effectiveUntil")).isEqualTo(extension.get("requestedAt"));
        String own = extension.get("delayId").asString();
        assertThat(json(region.post(DELAYS + "/" + own + "/approve", FRANK, ""))
                        .get("code")
                        .asString())
                .isEqualTo("four-eyes");
        assertThat(recorded("disclosure.delayed", own).at("/detail/extends").asString())
                .isEqualTo(id);
        assertThat(recorded("disclosure.delay-approved", id).get("caseRef").asString())
                .isEqualTo(caseRef);
    }

    @Test
    void anUnapprovedExtensionHidesNothing() {
        String delay = delayed(caseRef);
        region.post(DELAYS, ERIN, request(caseRef, "P30D"));
        UUID read = read("archive.viewed", BOB_ID);
        assertThat(ids(all(BOB))).doesNotContain(read.toString());

        region.post(DELAYS + "/" + delay + "/refuse", CAROL, "");

        assertThat(ids(all(BOB))).contains(read.toString());
    }

    @Test
    void whoWasReadDoesNotLearnOfTheDelayFromTheDelays() {
        String delay = delayed(caseRef);
        assertThat(region.get(DELAYS + "/" + delay, CAROL).statusCode()).isEqualTo(200);

        read("archive.viewed", CAROL_ID);

        assertThat(region.get(DELAYS + "/" + delay, CAROL).statusCode()).isEqualTo(404);
        assertThat(region.get(DELAYS, CAROL).body()).doesNotContain(delay);
        assertThat(region.get(DELAYS, GRACE).body()).contains(delay);
        assertThat(region.get(DELAYS, BOB).statusCode()).isEqualTo(403);
    }

    @Test
    void theDatabaseItselfRefusesOnesOwnApproval() {
        String own = json(region.post(DELAYS, FRANK, request(caseRef, "P30D")))
                .get("delayId")
                .asString();

        assertThatThrownBy(() -> jdbc.sql("INSERT INTO disclosure_delay_step VALUES (?, 'approved', ?, now())")
                        .params(UUID.fromString(own), FRANK_ID.value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("another person");
    }

    @Test
    void askingIsRecorded() {
        all(BOB);

        await().atMost(AuditRegion.PATIENCE)
                .until(() -> !items(json(region.get("/v1/audit/events?action=disclosures.read&actor=" + BOB_ID, GRACE)))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=1001", "?after=x", "?after=AAAA"})
    void refusesParametersThatBreakTheirRule(String query) {
        assertThat(region.get("/v1/me/disclosures" + query, BOB).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"caseRef\":\" \",\"ground\":\"court-order\",\"until\":\"2999-01-01T00:00:00Z\"}",
                "{\"caseRef\":\"c\",\"ground\":\"because\",\"until\":\"2999-01-01T00:00:00Z\"}",
                "{\"caseRef\":\"c\",\"ground\":\"court-order\",\"until\":\"2020-01-01T00:00:00Z\"}",
                "{\"caseRef\":\"c\",\"ground\":\"court-order\"}"
            })
    void refusesDelaysThatBreakARule(String body) {
        assertThat(region.post(DELAYS, ERIN, body).statusCode()).isEqualTo(400);
        assertThat(region.post(DELAYS, BOB, body).statusCode()).isEqualTo(403);
    }

    private String delayed(String silent) {
        var answer = region.post(DELAYS, ERIN, request(silent, "P30D"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("delayId").asString();
    }

    private static String request(String silent, String ahead) {
        Instant until = Instant.now().plus(Duration.parse(ahead + "T0S"));
        return "{\"caseRef\":\"" + silent + "\",\"ground\":\"investigation-at-risk\",\"until\":\"" + until + "\"}";
    }

    private UUID read(String action, PersonId... people) {
        UUID id = AuditRegion.id();
        record(reading(id, action, people));
        region.awaitEvent(id, GRACE);
        return id;
    }

    private AuditRecorded.Builder reading(UUID id, String action, PersonId... people) {
        var event = AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(Instant.parse("2026-03-01T12:00:00.120Z").toEpochMilli())
                .setActorType("person")
                .setActorId(ERIN_ID.toString())
                .setAction(action)
                .setObjectType("record")
                .setObjectId("r-1")
                .setOutcome("success")
                .setPurpose("investigation")
                .setCaseRef(caseRef)
                .setRegion("eu")
                .setService("archive-service")
                .putDetail("grantId", "g-1");
        List.of(people).forEach(person -> event.addAffected(person.toString()));
        return event;
    }

    private JsonNode recorded(String action, String delay) {
        return await().atMost(AuditRegion.PATIENCE)
                .until(
                        () -> items(
                                json(region.get("/v1/audit/events?action=" + action + "&objectId=" + delay, GRACE))),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private List<JsonNode> all(String token) {
        return items(page(token, "?limit=1000"));
    }

    private JsonNode page(String token, String query) {
        var answer = region.get("/v1/me/disclosures" + query, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static List<JsonNode> items(JsonNode page) {
        return page.get("items").values().stream().toList();
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.get("eventId").asString()).toList();
    }

    private static JsonNode only(UUID event, List<JsonNode> items) {
        return items.stream()
                .filter(item -> item.get("eventId").asString().equals(event.toString()))
                .reduce((one, other) -> {
                    throw new AssertionError("twice: " + event);
                })
                .orElseThrow();
    }
}
