package io.parley.audit.event;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.contracts.event.AuditChange;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportIT extends RunningAuditService {

    @Test
    void writesEveryEventOnceInTheOrderOfTheLog() {
        List<UUID> recorded =
                IntStream.range(0, 1203).mapToObj(_ -> AuditRegion.id()).toList();
        recorded.forEach(id -> record(Events.viewed(id).setCaseRef("case-export")));
        region.awaitEvent(recorded.getLast(), GRACE);

        List<JsonNode> exported = lines("?caseRef=case-export&action=archive.viewed&format=jsonl");

        assertThat(exported.stream()
                        .map(line -> UUID.fromString(line.get("eventId").asString())))
                .containsExactlyElementsOf(recorded);
        assertThat(exported.getFirst().at("/detail/grantId").asString()).isEqualTo("g-1");
        assertThat(exported.stream().map(line -> line.get("index").asLong())).isSorted();
    }

    @Test
    void recordsTheExportBeforeItsFirstByte() {
        lines("?caseRef=case-told&format=ocsf");

        JsonNode told = await().atMost(AuditRegion.PATIENCE)
                .until(() -> items("?action=audit.exported&caseRef=case-told"), found -> !found.isEmpty())
                .getFirst();
        assertThat(told.at("/detail/filters").asString()).isEqualTo("caseRef=case-told");
        assertThat(told.at("/detail/format").asString()).isEqualTo("ocsf");
    }

    @Test
    void noCellOfASheetIsAFormula() {
        UUID id = AuditRegion.id();
        record(Events.viewed(id)
                .setCaseRef("case-sheet")
                .setActorId("=cmd|' /C calc'!A0")
                .setObjectId("+1")
                .setPurpose("say \"hi\", twice\nor not"));
        region.awaitEvent(id, GRACE);

        String sheet = region.get("/v1/audit/events/export?caseRef=case-sheet&action=archive.viewed&format=csv", GRACE)
                .body();

        assertThat(sheet)
                .startsWith("\"index\",\"at\",\"eventId\",\"actor.type\",")
                .contains("\"'=cmd|' /C calc'!A0\"", "\"'+1\"", "\"say \"\"hi\"\", twice\nor not\"")
                .endsWith("\r\n");
    }

    @Test
    void writesWhatSiemsRead() {
        UUID viewed = AuditRegion.id();
        UUID frozen = AuditRegion.id();
        record(Events.viewed(viewed).setCaseRef("case-ocsf").setOutcome("refused"));
        record(Events.viewed(frozen)
                .setCaseRef("case-ocsf")
                .setAction("person.frozen")
                .setObjectType("person")
                .setObjectId("p-9"));
        region.awaitEvent(frozen, GRACE);

        List<JsonNode> lines =
                lines("?caseRef=case-ocsf&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&format=ocsf");

        assertThat(lines).hasSize(2);
        JsonNode activity = lines.getFirst();
        assertThat(activity.get("class_uid").asInt()).isEqualTo(6003);
        assertThat(activity.get("category_uid").asInt()).isEqualTo(6);
        assertThat(activity.get("activity_id").asInt()).isEqualTo(2);
        assertThat(activity.get("type_uid").asInt()).isEqualTo(600302);
        assertThat(activity.get("status_id").asInt()).isEqualTo(2);
        assertThat(activity.get("time").asLong()).isEqualTo(Events.NOON.toEpochMilli());
        assertThat(activity.at("/api/operation").asString()).isEqualTo("archive.viewed");
        assertThat(activity.at("/metadata/product/name").asString()).isEqualTo("Parley");
        assertThat(activity.at("/unmapped/caseRef").asString()).isEqualTo("case-ocsf");
        JsonNode change = lines.getLast();
        assertThat(change.get("class_uid").asInt()).isEqualTo(3001);
        assertThat(change.get("type_uid").asInt()).isEqualTo(300105);
        assertThat(change.at("/user/uid").asString()).isEqualTo("p-9");
    }

    @Test
    void whatChangedIsInEveryFormAndFoundByThePeopleInIt() {
        UUID id = AuditRegion.id();
        record(Events.changed(id)
                .setCaseRef("case-changes")
                .setObjectId("p-changed")
                .setChanges(1, guardian()));
        region.awaitEvent(id, GRACE);
        String query = "?caseRef=case-changes&action=person.changed&format=";

        JsonNode shown = items("?affected=p-guardian").getFirst();
        assertThat(shown.at("/changes/0/before").asString()).isEqualTo("Alice");
        assertThat(shown.at("/changes/1").toString()).isEqualTo("{\"field\":\"guardian\",\"after\":\"p-guardian\"}");
        assertThat(lines(query + "jsonl").getFirst().at("/changes/0/after").asString())
                .isEqualTo("Alice B.");
        assertThat(lines(query + "ocsf")
                        .getFirst()
                        .at("/unmapped/changes/0/after")
                        .asString())
                .isEqualTo("Alice B.");
        assertThat(region.get("/v1/audit/events/export" + query + "csv", GRACE).body())
                .contains("\"\"before\"\":\"\"Alice\"\"");
    }

    private static AuditChange guardian() {
        return AuditChange.newBuilder()
                .setField("guardian")
                .setAfter("p-guardian")
                .build();
    }

    @Test
    void openingsOpenTheCommitmentsOfTheLog() throws Exception {
        UUID id = AuditRegion.id();
        record(Events.viewed(id).setCaseRef("case-open"));
        region.awaitEvent(id, GRACE);

        JsonNode opening = lines("?caseRef=case-open&action=archive.viewed&format=openings")
                .getFirst();
        JsonNode proof = json(region.get("/v1/audit/events/" + id + "/proof", GRACE));
        var sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(Base64.getDecoder().decode(opening.get("salt").asString()));

        assertThat(sha256.digest(opening.get("body").asString().getBytes(UTF_8)))
                .isEqualTo(Base64.getDecoder().decode(proof.get("entry").asString()));
        assertThat(opening.get("index").asLong()).isEqualTo(proof.get("index").asLong());
    }

    @Test
    void findsWhatConcernsAPerson() {
        UUID named = AuditRegion.id();
        UUID asObject = AuditRegion.id();
        UUID other = AuditRegion.id();
        record(Events.viewed(named).addAffected("p-concerned").addAffected("p-else"));
        record(Events.viewed(asObject).setObjectType("person").setObjectId("p-concerned"));
        record(Events.viewed(other).setActorId("p-concerned"));
        region.awaitEvent(other, GRACE);

        assertThat(items("?affected=p-concerned").stream()
                        .map(event -> event.get("eventId").asString()))
                .containsExactly(named.toString(), asObject.toString());
        assertThat(items("?affected=p-concerned&objectType=record")
                        .getFirst()
                        .get("affected")
                        .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?format=xml", "?format=csv&from=today", "?after=x"})
    void refusesParametersThatBreakTheirRule(String query) {
        assertThat(region.get("/v1/audit/events/export" + query, GRACE).statusCode())
                .isEqualTo(400);
    }

    @Test
    void membersAreRefused() {
        assertThat(region.get("/v1/audit/events/export", ALICE).statusCode()).isEqualTo(403);
    }

    @Test
    void anOfficerExportsTheOwnCasesOnly() {
        UUID elsewhere = AuditRegion.id();
        record(Events.viewed(elsewhere).setCaseRef("case-not-erins"));
        region.awaitEvent(elsewhere, GRACE);

        assertThat(region.get("/v1/audit/events/export?caseRef=case-not-erins", ERIN)
                        .body())
                .isEmpty();
    }

    private List<JsonNode> lines(String query) {
        var answer = region.get("/v1/audit/events/export" + query, GRACE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private List<JsonNode> items(String query) {
        return json(region.get("/v1/audit/events" + query, GRACE)).get("items").values().stream()
                .toList();
    }
}
