package io.parley.audit.erasure;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static io.parley.audit.AuditRegion.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.OutsideVerifier;
import io.parley.audit.RunningAuditService;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AuditRecorded;
import io.parley.testing.TestPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErasureIT extends RunningAuditService {

    private static final String ERASURES = "/v1/audit/erasures";
    private static final Instant LONG_AGO = Instant.parse("2019-05-01T12:00:00.120Z");
    private static final PersonId HEIDI_ID = TestPeople.employee("heidi-erases");
    private static final PersonId FRANK_ID = TestPeople.employee("frank-erases");
    private static final String HEIDI = token("heidi-erases", "privacy");
    private static final String FRANK = token("frank-erases", "approver", "privacy");

    @Autowired
    private JdbcClient jdbc;

    private final PersonId leaver = PersonId.next();
    private final PersonId colleague = PersonId.next();

    @BeforeEach
    void awaitPeople() {
        for (String who : List.of(HEIDI, FRANK)) {
            await().atMost(AuditRegion.PATIENCE)
                    .until(() -> region.get("/v1/audit/actions", who).statusCode() == 200);
        }
    }

    @Test
    void theBodyGoesTheEntryStaysAndTellsWhy() throws Exception {
        List<UUID> concerning = List.of(
                happened(LONG_AGO, event -> event.addAffected(leaver.toString())),
                happened(LONG_AGO, event -> event.setActorId(leaver.toString())),
                happened(LONG_AGO, event -> event.setObjectType("person").setObjectId(leaver.toString())),
                happened(LONG_AGO, event -> event.putDetail("personId", leaver.toString())));
        UUID other = happened(LONG_AGO, event -> event.addAffected(colleague.toString()));
        JsonNode before = proof(concerning.getFirst());

        JsonNode done = erased(leaver);

        assertThat(done.get("erased").asLong()).isEqualTo(4);
        assertThat(done.has("personId") && !done.get("personId").isNull()).isFalse();
        JsonNode after = proof(concerning.getFirst());
        assertThat(after.get("entry")).isEqualTo(before.get("entry"));
        assertThat(after.get("index")).isEqualTo(before.get("index"));
        assertThat(OutsideVerifier.checks(
                        after, region.get("/v1/audit/log/key", null).body()))
                .isTrue();
        assertThat(after.path("salt").isString() || after.path("body").isString())
                .isFalse();
        JsonNode why = after.get("erased");
        assertThat(why.get("ground").asString()).isEqualTo("erasure-request");
        assertThat(why.get("action").asString()).isEqualTo("archive.viewed");
        assertThat(why.get("requestedBy").asString()).isEqualTo(HEIDI_ID.toString());
        assertThat(why.get("approvedBy").asString()).isEqualTo(FRANK_ID.toString());
        assertThat(proof(other).get("body").asString()).contains(colleague.toString());
        assertThat(items("/v1/audit/events?affected=" + leaver)).allMatch(ErasureIT::isAQuestion);
        assertThat(items(ERASURES + "/" + done.get("erasureId").asString() + "/events"))
                .hasSize(4);
    }

    @Test
    void nothingThatIsWrittenAboutItNamesThePerson() {
        happened(LONG_AGO, event -> event.addAffected(leaver.toString()));

        JsonNode done = erased(leaver);

        String id = done.get("erasureId").asString();
        List<JsonNode> told = await().atMost(AuditRegion.PATIENCE)
                .until(() -> items("/v1/audit/events?objectId=" + id), found -> found.size() == 3);
        assertThat(told)
                .extracting(event -> event.get("action").asString())
                .containsExactlyInAnyOrder("audit.erasure-requested", "audit.erasure-approved", "audit.erased");
        assertThat(told.toString()).doesNotContain(leaver.toString());
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE body LIKE ?")
                        .param("%" + leaver + "%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM erasure WHERE person_id = ?")
                        .param(leaver.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNeededForLongerOrUnderAHoldIsKept() {
        UUID recent = happened(Instant.now(), event -> event.addAffected(leaver.toString()));
        UUID held =
                happened(LONG_AGO, event -> event.addAffected(leaver.toString()).addAffected(colleague.toString()));
        UUID free = happened(LONG_AGO, event -> event.addAffected(leaver.toString()));
        HOLDS.hold(colleague.toString());

        JsonNode done = erased(leaver);

        assertThat(done.get("erased").asLong()).isEqualTo(1);
        assertThat(done.get("keptForPeriod").asLong()).isEqualTo(1);
        assertThat(done.get("keptForHolds").asLong()).isEqualTo(1);
        assertThat(proof(recent).get("body").isString()).isTrue();
        assertThat(proof(held).get("body").isString()).isTrue();
        assertThat(proof(free).has("erased")).isTrue();
    }

    @Test
    void nothingIsErasedWhileNobodyCanTellOfHolds() {
        UUID event = happened(LONG_AGO, builder -> builder.addAffected(leaver.toString()));
        HOLDS.silence(leaver.toString(), true);
        String id = approved(leaver);

        await().during(Duration.ofSeconds(1))
                .atMost(AuditRegion.PATIENCE)
                .until(() -> erasure(id).get("state").asString().equals("approved"));
        assertThat(proof(event).get("body").isString()).isTrue();

        HOLDS.silence(leaver.toString(), false);
        awaitDone(id);
        assertThat(proof(event).has("erased")).isTrue();
    }

    @Test
    void openingsSayInTheirPlaceWhatWasErased() {
        UUID event = happened(LONG_AGO, builder -> builder.addAffected(leaver.toString()));
        long index = proof(event).get("index").asLong();
        erased(leaver);

        List<JsonNode> lines = region.get("/v1/audit/events/export?format=openings", GRACE)
                .body()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(lines.stream().map(line -> line.get("index").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        JsonNode line = lines.stream()
                .filter(one -> one.get("index").asLong() == index)
                .findFirst()
                .orElseThrow();
        assertThat(line.has("salt") || line.has("body")).isFalse();
        assertThat(line.at("/erased/place/number").asString()).isEqualTo("1");
    }

    @Test
    void itTakesTwoAndTheRightRoles() {
        String id = requested(FRANK, leaver);

        assertThat(json(region.post(ERASURES + "/" + id + "/approve", FRANK, ""))
                        .get("code")
                        .asString())
                .isEqualTo("four-eyes");
        for (String other : List.of(ALICE, GRACE, ERIN)) {
            assertThat(region.post(ERASURES, other, body(leaver)).statusCode()).isEqualTo(403);
            assertThat(region.post(ERASURES + "/" + id + "/approve", other, "").statusCode())
                    .isEqualTo(403);
        }
        assertThat(region.post(ERASURES + "/" + id + "/refuse", HEIDI, "").statusCode())
                .isEqualTo(200);
        assertThat(region.post(ERASURES + "/" + id + "/approve", HEIDI, "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void theDatabaseErasesNothingWithoutAnApproval() {
        UUID event = happened(LONG_AGO, builder -> builder.addAffected(leaver.toString()));
        long index = proof(event).get("index").asLong();
        String id = requested(HEIDI, leaver);

        refused("DELETE FROM event WHERE entry_index = " + index, "approved erasure that names");
        refused(
                "INSERT INTO event_erased VALUES (" + index + ", '" + id
                        + "', now(), 'a', 'success', 's', NULL, now())",
                "approved erasure");
        refused(
                "UPDATE erasure SET state = 'approved', decided_by = requested_by WHERE erasure_id = '" + id + "'",
                "erasure_check");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"personId\":\"x\",\"ground\":\"erasure-request\"}",
                "{\"personId\":\"0190c3a4-0000-7000-8000-000000000001\"}",
                "{\"personId\":\"0190c3a4-0000-7000-8000-000000000001\",\"ground\":\"because\"}",
                "{\"personId\":\"0190c3a4-0000-7000-8000-000000000001\",\"ground\":\"erasure-request\","
                        + "\"from\":\"2020-01-02T00:00:00Z\",\"to\":\"2020-01-01T00:00:00Z\"}"
            })
    void refusesWhatIsNoRequest(String body) {
        assertThat(region.post(ERASURES, HEIDI, body).statusCode()).isEqualTo(400);
    }

    private void refused(String statement, String why) {
        assertThatThrownBy(() -> jdbc.sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining(why);
    }

    private JsonNode erased(PersonId person) {
        return awaitDone(approved(person));
    }

    private String approved(PersonId person) {
        String id = requested(HEIDI, person);
        var answer = region.post(ERASURES + "/" + id + "/approve", FRANK, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return id;
    }

    private String requested(String who, PersonId person) {
        var answer = region.post(ERASURES, who, body(person));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("erasureId").asString();
    }

    private static String body(PersonId person) {
        return "{\"personId\":\"" + person + "\",\"ground\":\"erasure-request\"}";
    }

    private JsonNode awaitDone(String id) {
        return await().atMost(AuditRegion.PATIENCE)
                .until(() -> erasure(id), now -> now.get("state").asString().equals("done"));
    }

    private JsonNode erasure(String id) {
        return json(region.get(ERASURES + "/" + id, HEIDI));
    }

    private UUID happened(Instant at, UnaryOperator<AuditRecorded.Builder> with) {
        UUID id = AuditRegion.id();
        record(with.apply(AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(at.toEpochMilli())
                .setActorType("person")
                .setActorId(ERIN_ID.toString())
                .setAction("archive.viewed")
                .setObjectType("record")
                .setObjectId("r-1")
                .setOutcome("success")
                .setRegion("eu")
                .setService("archive-service")
                .setStream(Ids.bytes(UUID.randomUUID()))
                .setNumber(1)));
        region.awaitEvent(id, GRACE);
        return id;
    }

    private JsonNode proof(UUID id) {
        return json(region.get("/v1/audit/events/" + id + "/proof", GRACE));
    }

    private List<JsonNode> items(String path) {
        return json(region.get(path, GRACE)).get("items").values().stream().toList();
    }

    /// Of this test itself, about the person.
    private static boolean isAQuestion(JsonNode event) {
        return event.get("action").asString().equals("audit.queried");
    }
}
