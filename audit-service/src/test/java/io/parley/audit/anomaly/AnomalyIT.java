package io.parley.audit.anomaly;

import static io.parley.audit.AuditRegion.json;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AnomalyIT extends RunningAuditService {

    private static final String JUDY = AuditRegion.token("judy", "auditor");
    private static final String RULES = "/v1/audit/rules";
    private static final PersonId JUDY_ID = TestPeople.employee("judy");

    @Autowired
    private AnomalySearch search;

    @Autowired
    private TransactionTemplate transaction;

    private final String reader = PersonId.next().toString();

    @BeforeEach
    void awaitJudy() {
        await().atMost(AuditRegion.PATIENCE).until(() -> region.get(RULES, JUDY).statusCode() == 200);
    }

    @Test
    void aBurstIsAnEventAndAReplayOfThePastFindsTheSame() {
        String rule = active("5");
        List<UUID> reads = read(12, Instant.parse("2026-05-05T10:00:00Z"));

        List<JsonNode> alerts = awaitAlerts(2);

        assertThat(alerts.stream().map(alert -> alert.at("/detail/event").asString()))
                .containsExactly(reads.get(4).toString(), reads.get(9).toString());
        JsonNode alert = alerts.getFirst();
        assertThat(alert.at("/object/id").asString()).isEqualTo(reader);
        assertThat(alert.at("/detail/rule").asString()).isEqualTo(rule);
        assertThat(alert.at("/detail/kind").asString()).isEqualTo("bulk-reading");
        assertThat(alert.at("/detail/found").asString()).isEqualTo("5");
        assertThat(management.get("/actuator/prometheus", null).body())
                .containsPattern("parley_audit_anomalies_total\\{.*kind=\"bulk-reading\".*} [1-9]");
        JsonNode replayed = replay(rule, 1, "2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z");
        assertThat(replayed.get("alerts").asInt()).isEqualTo(2);
        assertThat(replayed.get("items").values().stream()
                        .map(found -> found.get("eventId").asString()))
                .containsExactly(reads.get(4).toString(), reads.get(9).toString());
        retire(rule);
    }

    @Test
    void aThresholdCanBeTriedBeforeItIsActivated() {
        read(12, Instant.parse("2026-05-07T10:00:00Z"));
        String rule = propose(GRACE, "4");

        assertThat(replay(rule, 1, "2026-05-07T00:00:00Z", "2026-05-08T00:00:00Z")
                        .get("alerts")
                        .asInt())
                .isEqualTo(3);
        assertThat(replay(rule, 1, "2026-05-08T00:00:00Z", "2026-05-09T00:00:00Z")
                        .get("events")
                        .asInt())
                .isZero();
        assertThat(alerts()).isEmpty();
        await().atMost(AuditRegion.PATIENCE)
                .until(() ->
                        items("?action=anomaly.rule-replayed&objectId=" + rule).size() == 2);
    }

    @Test
    void whoProposesDoesNotActivate() {
        String rule = propose(GRACE, "9000");

        assertThat(activate(rule, 1, GRACE)).isEqualTo(403);
        assertThat(activate(rule, 1, JUDY)).isEqualTo(200);
        assertThat(activate(rule, 1, JUDY)).isEqualTo(409);
        assertThat(region.post(RULES + "/" + rule + "/versions", JUDY, "{\"parameters\":" + parameters("8000") + "}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(activate(rule, 2, JUDY)).isEqualTo(403);
        await().atMost(AuditRegion.PATIENCE)
                .until(() ->
                        items("?action=anomaly.rule-activated&objectId=" + rule).size() == 1);
        assertThat(items("?action=anomaly.rule-activated&objectId=" + rule)
                        .getFirst()
                        .at("/actor/id")
                        .asString())
                .isEqualTo(JUDY_ID.toString());

        assertThat(activate(rule, 2, GRACE)).isEqualTo(200);
        List<JsonNode> activated = await().atMost(AuditRegion.PATIENCE)
                .until(() -> items("?action=anomaly.rule-activated&objectId=" + rule), found -> found.size() == 2);
        JsonNode changes = activated.getLast().get("changes");
        assertThat(changes.get(0).toString()).isEqualTo("{\"field\":\"version\",\"before\":\"1\",\"after\":\"2\"}");
        assertThat(changes.get(1).get("before").asString()).contains("=9000");
        assertThat(changes.get(1).get("after").asString()).contains("=8000");
    }

    /// A look that fails leaves nothing behind, and two looks at once are one.
    @Test
    void neitherACrashNorASecondInstanceTellsTwice() {
        String rule = active("3");
        List<UUID> reads = record(3, Instant.parse("2026-05-09T10:00:00Z"));
        await().atMost(AuditRegion.PATIENCE).until(() -> {
            transaction.executeWithoutResult(status -> {
                search.next();
                status.setRollbackOnly();
            });
            return region.get("/v1/audit/events/" + reads.getLast() + "/proof", GRACE)
                            .statusCode()
                    == 200;
        });
        Stream.of(1, 2, 3)
                .map(_ -> CompletableFuture.runAsync(() -> search.next()))
                .toList()
                .forEach(CompletableFuture::join);

        awaitAlerts(1);
        awaitLooked();
        assertThat(alerts()).hasSize(1);
        retire(rule);
    }

    @Test
    void triesToApproveWhatOneAskedForAreToldByTheShippedRules() {
        AuditRegion.record(event(AuditRegion.id(), Instant.parse("2026-05-11T10:00:00Z"))
                .setAction("access.refused")
                .setOutcome("refused")
                .putDetail("code", "four-eyes"));

        assertThat(awaitAlerts(1).getFirst().at("/detail/kind").asString()).isEqualTo("self-approval");
        List<JsonNode> shipped = json(region.get(RULES, GRACE)).get("items").values().stream()
                .filter(rule -> rule.get("proposedBy").asString().isEmpty())
                .toList();
        assertThat(shipped.stream().map(rule -> rule.get("kind").asString()))
                .containsExactlyInAnyOrder(
                        "bulk-reading",
                        "repeated-refusals",
                        "self-approval",
                        "mass-export",
                        "key-destruction",
                        "dormant-account",
                        "odd-hours");
        assertThat(shipped.stream()
                        .filter(rule -> !rule.has("activatedAt"))
                        .map(rule -> rule.get("kind").asString()))
                .containsExactly("odd-hours");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                    | name
            {"name":"x"}                                                                          | kind
            {"name":"x","kind":"mind-reading","parameters":{}}                                    | kind
            {"name":"x","kind":"bulk-reading","parameters":{"count":"5"}}                         | parameters.window
            {"name":"x","kind":"bulk-reading","parameters":{"count":"5","window":"PT1H","a":"b"}} | parameters
            """)
    void refusesWhatIsNoRule(String body, String field) {
        var answer = region.post(RULES, GRACE, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/violations/0/field").asString()).isEqualTo(field);
    }

    @Test
    void rulesAreForAuditors() {
        String none = RULES + "/" + UUID.randomUUID() + "/versions";

        assertThat(region.get(RULES, ALICE).statusCode()).isEqualTo(403);
        assertThat(region.post(RULES, ERIN, "{}").statusCode()).isEqualTo(403);
        assertThat(region.post(none, GRACE, "{\"parameters\":{}}").statusCode()).isEqualTo(404);
        assertThat(region.post(none + "/1/activate", GRACE, "{}").statusCode()).isEqualTo(404);
        assertThat(region.post(none + "/1/replay", GRACE, "{\"from\":\"today\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    private String active(String count) {
        String rule = propose(GRACE, count);
        assertThat(activate(rule, 1, JUDY)).isEqualTo(200);
        return rule;
    }

    private void retire(String rule) {
        String path = RULES + "/" + rule + "/versions";
        var answer = region.post(path, GRACE, "{\"parameters\":" + parameters("10000") + ",\"enabled\":false}");
        assertThat(activate(rule, json(answer).get("version").asInt(), JUDY)).isEqualTo(200);
    }

    private String propose(String token, String count) {
        var answer = region.post(
                RULES,
                token,
                "{\"name\":\"reads\",\"kind\":\"bulk-reading\",\"parameters\":" + parameters(count) + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("ruleId").asString();
    }

    private static String parameters(String count) {
        return "{\"count\":\"" + count + "\",\"window\":\"PT1H\"}";
    }

    private int activate(String rule, int version, String token) {
        return region.post(RULES + "/" + rule + "/versions/" + version + "/activate", token, "{}")
                .statusCode();
    }

    private JsonNode replay(String rule, int version, String from, String to) {
        var answer = region.post(
                RULES + "/" + rule + "/versions/" + version + "/replay",
                GRACE,
                "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private List<UUID> read(int count, Instant from) {
        List<UUID> reads = record(count, from);
        region.awaitEvent(reads.getLast(), GRACE);
        return reads;
    }

    private List<UUID> record(int count, Instant from) {
        List<UUID> ids =
                IntStream.range(0, count).mapToObj(_ -> AuditRegion.id()).toList();
        IntStream.range(0, count).forEach(i -> AuditRegion.record(event(ids.get(i), from.plusSeconds(i))));
        return ids;
    }

    private AuditRecorded.Builder event(UUID id, Instant at) {
        return AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(at.toEpochMilli())
                .setActorType("person")
                .setActorId(reader)
                .setAction("archive.viewed")
                .setOutcome("success")
                .setService("archive-service");
    }

    private List<JsonNode> awaitAlerts(int count) {
        await().atMost(AuditRegion.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> alerts().size() >= count);
        assertThat(alerts()).hasSize(count);
        return alerts();
    }

    /// Until rules have looked at everything that was recorded up to now.
    private void awaitLooked() {
        UUID last = AuditRegion.id();
        AuditRegion.record(event(last, Instant.parse("2026-01-01T00:00:00Z")).setAction("answer.recorded"));
        region.awaitEvent(last, GRACE);
        await().atMost(AuditRegion.PATIENCE).until(() -> search.waiting() < 5);
    }

    private List<JsonNode> alerts() {
        return items("?action=anomaly.detected&objectId=" + reader);
    }

    private List<JsonNode> items(String query) {
        return json(region.get("/v1/audit/events" + query, GRACE)).get("items").values().stream()
                .toList();
    }
}
