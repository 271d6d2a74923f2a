package io.parley.audit.event;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.OutsideVerifier;
import io.parley.audit.RunningAuditService;
import io.parley.contracts.AuditAction;
import io.parley.contracts.Topics;
import io.parley.testing.TestPeople;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditApiIT extends RunningAuditService {

    @Test
    void showsWhatWasRecordedWithAProofThatAnOutsiderCanCheck() throws Exception {
        UUID id = AuditRegion.id();
        record(Events.viewed(id));
        region.awaitEvent(id, GRACE);

        JsonNode proof = json(region.get("/v1/audit/events/" + id + "/proof", GRACE));
        byte[] entry = Base64.getDecoder().decode(proof.get("entry").asString());
        var sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(Base64.getDecoder().decode(proof.get("salt").asString()));

        assertThat(sha256.digest(proof.get("body").asString().getBytes(UTF_8))).isEqualTo(entry);
        assertThat(proof.get("body").asString())
                .isEqualTo(EventReader.read(Events.viewed(id).build()).body());
        assertThat(OutsideVerifier.checks(
                        proof, region.get("/v1/audit/log/key", null).body()))
                .isTrue();
    }

    @Test
    void showsEveryFieldOfAnEvent() {
        UUID id = AuditRegion.id();
        record(Events.viewed(id).setCaseRef("case-fields"));
        region.awaitEvent(id, GRACE);

        JsonNode event =
                items("?caseRef=case-fields&action=archive.viewed", GRACE).getFirst();

        assertThat(event.get("eventId").asString()).isEqualTo(id.toString());
        assertThat(event.get("index").asLong()).isNotNegative();
        assertThat(event.get("at").asString()).isEqualTo("2026-03-01T12:00:00.120Z");
        assertThat(event.at("/actor/type").asString()).isEqualTo("person");
        assertThat(event.at("/object/id").asString()).isEqualTo("r-1");
        assertThat(event.get("outcome").asString()).isEqualTo("success");
        assertThat(event.get("purpose").asString()).isEqualTo("investigation");
        assertThat(event.get("service").asString()).isEqualTo("archive-service");
        assertThat(event.at("/detail/grantId").asString()).isEqualTo("g-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor=someone",
                "action=rule.changed",
                "objectType=rule",
                "objectId=r-filter",
                "outcome=refused",
                "caseRef=case-filter",
                "from=2031-01-01T00:00:00Z",
                "to=2001-01-01T00:00:00Z&caseRef=case-filter-old"
            })
    void eachFilterNarrows(String filter) {
        boolean old = filter.contains("old");
        UUID id = AuditRegion.id();
        record(Events.viewed(id)
                .setActorId("someone")
                .setAction("rule.changed")
                .setObjectType("rule")
                .setObjectId("r-filter")
                .setOutcome("refused")
                .setCaseRef(old ? "case-filter-old" : "case-filter")
                .setAtMs(java.time.Instant.parse(old ? "2000-01-01T00:00:00Z" : "2031-02-01T00:00:00Z")
                        .toEpochMilli()));
        UUID other = AuditRegion.id();
        record(Events.viewed(other));
        region.awaitEvent(other, GRACE);

        assertThat(ids(items("?" + filter + "&limit=1000", GRACE)))
                .contains(id.toString())
                .doesNotContain(other.toString());
    }

    @Test
    void pagesInTheOrderOfTheLog() {
        List<String> recorded = IntStream.range(0, 7)
                .mapToObj(_ -> AuditRegion.id())
                .map(id -> {
                    record(Events.viewed(id).setCaseRef("case-paged"));
                    region.awaitEvent(id, GRACE);
                    return id.toString();
                })
                .toList();

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = json(region.get(
                    "/v1/audit/events?caseRef=case-paged&action=archive.viewed&limit=3&after=" + after, GRACE));
            seen.addAll(ids(page.get("items").values().stream().toList()));
            assertThat(page.has("nextCursor")).isTrue();
            after = page.get("nextCursor").isNull()
                    ? ""
                    : page.get("nextCursor").asString();
        } while (!after.isEmpty());

        assertThat(seen).isEqualTo(recorded);
    }

    @Test
    void recordsTheQueryItself() {
        assertThat(region.get("/v1/audit/events?caseRef=case-asked", GRACE).statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(items("?action=audit.queried&caseRef=case-asked", GRACE))
                        .first()
                        .satisfies(event -> {
                            assertThat(event.at("/detail/filters").asString()).isEqualTo("caseRef=case-asked");
                            assertThat(event.at("/detail/results").asString()).isEqualTo("0");
                        }));
    }

    @Test
    void anOfficerSeesTheCasesTheyAskedAGrantForAndNoOther() {
        UUID asked = AuditRegion.id();
        UUID inCase = AuditRegion.id();
        UUID elsewhere = AuditRegion.id();
        record(Events.viewed(asked)
                .setAction(AuditAction.GRANT_REQUESTED.code())
                .setActorId(ERIN_ID.toString())
                .setCaseRef("case-erin"));
        record(Events.viewed(inCase).setCaseRef("case-erin"));
        record(Events.viewed(elsewhere).setCaseRef("case-other"));
        region.awaitEvent(elsewhere, GRACE);

        assertThat(ids(items("?limit=1000", ERIN)))
                .contains(asked.toString(), inCase.toString())
                .doesNotContain(elsewhere.toString());
        assertThat(items("?caseRef=case-other", ERIN)).isEmpty();
        assertThat(region.get("/v1/audit/events/" + inCase + "/proof", ERIN).statusCode())
                .isEqualTo(200);
        assertThat(region.get("/v1/audit/events/" + elsewhere + "/proof", ERIN).statusCode())
                .isEqualTo(404);
    }

    @Test
    void membersAreRefusedAndTheRefusalIsRecorded() {
        assertThat(region.get("/v1/audit/events", ALICE).statusCode()).isEqualTo(403);
        assertThat(region.get("/v1/audit/events", null).statusCode()).isEqualTo(401);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(items("?action=access.refused&outcome=refused", GRACE))
                        .anySatisfy(event ->
                                assertThat(event.at("/detail/path").asString()).isEqualTo("/v1/audit/events")));
    }

    @Test
    void appendsARedeliveredEventOnce() {
        UUID id = AuditRegion.id();
        UUID last = AuditRegion.id();
        record(Events.viewed(id).setCaseRef("case-twice"));
        record(Events.viewed(id).setCaseRef("case-twice"));
        record(Events.viewed(last));
        region.awaitEvent(last, GRACE);

        assertThat(items("?caseRef=case-twice&action=archive.viewed", GRACE)).hasSize(1);
    }

    @Test
    void goesOnAfterRecordsThatCannotBeRead() {
        TestPeople.send(Topics.AUDIT_RECORDED, new byte[] {1}, new byte[] {(byte) 0xff, 1, 2, 3});
        record(Events.viewed(AuditRegion.id()).setAction(""));
        UUID odd = AuditRegion.id();
        record(Events.viewed(odd)
                .setActorId("nul\0" + "x".repeat(20_000))
                .setCaseRef("\uD83D\uDE00".repeat(500))
                .putDetail("grantId", "\0"));
        region.awaitEvent(odd, GRACE);

        assertThat(region.get("/v1/audit/events/" + odd + "/proof", GRACE).body())
                .contains("\\\\u0000");
    }

    @Test
    void listsTheCatalogue() {
        JsonNode actions = json(region.get("/v1/audit/actions", GRACE)).get("items");

        assertThat(actions).hasSize(AuditAction.values().length);
        assertThat(actions.values()).anySatisfy(action -> {
            assertThat(action.get("action").asString()).isEqualTo("archive.searched");
            assertThat(action.get("version").asInt()).isPositive();
            assertThat(action.get("fields").values()).isNotEmpty();
            assertThat(action.get("changes").values()).isEmpty();
            assertThat(action.get("meaning").asString()).isNotBlank();
        });
        assertThat(actions.values())
                .anySatisfy(action -> assertThat(action.get("changes").toString())
                        .contains("{\"field\":\"displayName\",\"kind\":\"personal\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/audit/events?limit=0", "/v1/audit/events?limit=1001", "/v1/audit/events?after=x",
                "/v1/audit/events?outcome=maybe", "/v1/audit/events?from=today", "/v1/audit/events/not-an-id/proof"
            })
    void refusesParametersThatBreakTheirRule(String path) {
        var answer = region.get(path, GRACE);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(answer).at("/violations/0/field").asString()).isNotBlank();
    }

    @Test
    void knowsNoProofOfWhatWasNeverRecorded() {
        assertThat(region.get("/v1/audit/events/" + AuditRegion.id() + "/proof", GRACE)
                        .statusCode())
                .isEqualTo(404);
    }

    private List<JsonNode> items(String query, String token) {
        var answer = region.get("/v1/audit/events" + query, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("items").values().stream().toList();
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(event -> event.get("eventId").asString()).toList();
    }
}
