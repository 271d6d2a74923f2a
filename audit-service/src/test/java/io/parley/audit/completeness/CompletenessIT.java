package io.parley.audit.completeness;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditChange;
import io.parley.contracts.event.AuditRecorded;
import io.parley.testing.TestPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CompletenessIT extends RunningAuditService {

    @Test
    void alarmsWhenARecordIsLost() {
        UUID stream = UUID.randomUUID();
        List.of(1, 2, 4, 5).forEach(number -> record(event(stream, number)));

        JsonNode alarm = alarm("audit.gap-detected", stream);
        assertThat(alarm.at("/detail/service").asString()).isEqualTo("archive-service");
        assertThat(alarm.at("/detail/first").asString()).isEqualTo("3");
        assertThat(alarm.at("/detail/last").asString()).isEqualTo("3");
        assertThat(alarm.at("/object/type").asString()).isEqualTo("audit-stream");
        assertThat(gaps(stream)).singleElement().satisfies(gap -> {
            assertThat(gap.get("first").asLong()).isEqualTo(3);
            assertThat(gap.has("reportedAt")).isTrue();
        });
        assertThat(management.get("/actuator/prometheus", null).body())
                .containsPattern("parley_audit_gaps_total\\S* [1-9]")
                .containsPattern("parley_audit_missing\\S* [1-9]");

        record(event(stream, 3));
        assertThat(alarm("audit.gap-filled", stream).at("/detail/number").asString())
                .isEqualTo("3");
        assertThat(gaps(stream)).isEmpty();
    }

    @Test
    void eventsThatOvertakeEachOtherOrComeTwiceAreNoAlarm() {
        UUID stream = UUID.randomUUID();
        AuditRecorded.Builder twice = event(stream, 2);
        record(event(stream, 3));
        record(twice);
        record(event(stream, 1));
        record(twice);
        UUID after = UUID.randomUUID();
        record(event(after, 2));
        alarm("audit.gap-detected", after);

        assertThat(items("?action=audit.gap-detected&objectId=" + stream)).isEmpty();
        assertThat(items("?action=audit.event-questioned&objectId=" + stream)).isEmpty();
        assertThat(gaps(stream)).isEmpty();
    }

    @Test
    void questionsANumberThatTwoEventsHave() {
        UUID stream = UUID.randomUUID();
        record(event(stream, 1));
        record(event(stream, 1));

        assertThat(alarm("audit.event-questioned", stream).at("/detail/reason").asString())
                .isEqualTo("number-reused");
    }

    @Test
    void putsAsideWhatCannotBeAnEventAndGoesOnWithAnAlarm() {
        record(event(UUID.randomUUID(), 1).setService("mallory-service"));
        record(event(UUID.randomUUID(), 1).putDetail("grantId", "x".repeat(1 << 17)));
        TestPeople.send(Topics.AUDIT_RECORDED, new byte[] {1}, new byte[] {(byte) 0xff, 1});
        UUID after = AuditRegion.id();
        record(event(UUID.randomUUID(), 1).setEventId(Ids.bytes(after)));
        region.awaitEvent(after, GRACE);

        for (String reason : List.of("unknown-service", "too-large", "unreadable")) {
            await().atMost(AuditRegion.PATIENCE)
                    .until(() -> items("?action=audit.event-parked").stream()
                            .anyMatch(alarm ->
                                    alarm.at("/detail/reason").asString().equals(reason)));
        }
    }

    @Test
    void recordsWhatIsOddAndQuestionsIt() {
        UUID teleported = AuditRegion.id();
        UUID field = AuditRegion.id();
        UUID future = AuditRegion.id();
        UUID changed = AuditRegion.id();
        record(event(UUID.randomUUID(), 1).setEventId(Ids.bytes(teleported)).setAction("archive.teleported"));
        record(event(UUID.randomUUID(), 1).setEventId(Ids.bytes(field)).putDetail("words", "x"));
        record(event(UUID.randomUUID(), 1)
                .setEventId(Ids.bytes(future))
                .setAtMs(Instant.now().plus(Duration.ofHours(1)).toEpochMilli()));
        record(event(UUID.randomUUID(), 1)
                .setEventId(Ids.bytes(changed))
                .addChanges(AuditChange.newBuilder().setField("words").setBefore("x")));
        List.of(teleported, field, future, changed).forEach(id -> region.awaitEvent(id, GRACE));

        await().atMost(AuditRegion.PATIENCE)
                .until(() -> items("?action=audit.event-questioned").stream()
                                .filter(alarm ->
                                        alarm.at("/detail/reason").asString().equals("unknown-field"))
                                .mapToInt(alarm -> Integer.parseInt(
                                        alarm.at("/detail/count").asString()))
                                .sum()
                        >= 2);
        for (String reason : List.of("unknown-action", "unknown-field", "future-clock")) {
            await().atMost(AuditRegion.PATIENCE)
                    .until(() -> items("?action=audit.event-questioned").stream()
                            .anyMatch(alarm ->
                                    alarm.at("/detail/reason").asString().equals(reason)));
        }
    }

    @Test
    void isForAuditors() {
        assertThat(region.get("/v1/audit/completeness", ALICE).statusCode()).isEqualTo(403);
        assertThat(region.get("/v1/audit/completeness", ERIN).statusCode()).isEqualTo(403);
    }

    private JsonNode alarm(String action, UUID stream) {
        return await().atMost(AuditRegion.PATIENCE)
                .until(() -> items("?action=" + action + "&objectId=" + stream), found -> !found.isEmpty())
                .getFirst();
    }

    private List<JsonNode> gaps(UUID stream) {
        return json(region.get("/v1/audit/completeness", GRACE)).get("gaps").values().stream()
                .filter(gap -> gap.get("stream").asString().equals(stream.toString()))
                .toList();
    }

    private List<JsonNode> items(String query) {
        return json(region.get("/v1/audit/events" + query + "&limit=1000", GRACE)).get("items").values().stream()
                .toList();
    }

    private static AuditRecorded.Builder event(UUID stream, long number) {
        return AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(AuditRegion.id()))
                .setAtMs(Instant.now().toEpochMilli())
                .setActorType("person")
                .setActorId("p-1")
                .setAction("archive.viewed")
                .setObjectType("record")
                .setObjectId("r-1")
                .setOutcome("success")
                .setRegion("eu")
                .setService("archive-service")
                .setStream(Ids.bytes(stream))
                .setNumber(number);
    }
}
