package io.parley.audit.siem;

import static io.parley.audit.AuditRegion.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.audit.siem.WebhookReceiver.Mood;
import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditRecorded;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Real receivers of each kind, from the setting to the last event.
class SiemPushIT extends RunningAuditService {

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void makeWell() {
        TestReceivers.WEBHOOK.be(Mood.WILLING);
        TestReceivers.SYSLOG.die(0, 0);
    }

    @Test
    void aWebhookThatDiesAndComesBackGetsEverythingInOrder() {
        Received received = TestReceivers.WEBHOOK.received();
        awaitAll(received, record(9));

        TestReceivers.WEBHOOK.be(Mood.DYING);
        Set<String> asked = record(9);
        await().atMost(AuditRegion.PATIENCE).until(() -> failures("soc") > 1);
        TestReceivers.WEBHOOK.die();
        asked.addAll(record(9));
        await().atMost(AuditRegion.PATIENCE).until(() -> reason("soc").equals("unreachable"));
        TestReceivers.WEBHOOK.comeBack();
        TestReceivers.WEBHOOK.be(Mood.UNWILLING);
        await().atMost(AuditRegion.PATIENCE).until(() -> reason("soc").equals("http-503"));
        TestReceivers.WEBHOOK.be(Mood.WILLING);

        awaitAll(received, asked);
        received.assertWhole(erased());
        assertThat(TestReceivers.WEBHOOK.badSignatures()).isZero();
        await().atMost(AuditRegion.PATIENCE).until(() -> failures("soc") == 0);
    }

    /// The second way of dying looks to the JDK like a proper end of the connection.
    @Test
    void aSyslogCollectorThatDiesGetsEverythingInOrder() {
        Received received = TestReceivers.SYSLOG.received();
        awaitAll(received, record(3));

        TestReceivers.SYSLOG.die(1, 2);
        Set<String> asked = record(20);

        awaitAll(received, asked);
        assertThat(TestReceivers.SYSLOG.hasDied()).isTrue();
        received.assertWhole(erased());
        assertThat(TestReceivers.SYSLOG.offences()).isZero();
    }

    @Test
    void aTopicHoldsTheLogInItsOrder() {
        Set<String> asked = record(12);

        Received received = new Received();
        try (var consumer = consumer()) {
            consumer.assign(List.of(new TopicPartition(TestReceivers.TOPIC, 0)));
            consumer.seekToBeginning(consumer.assignment());
            await().atMost(AuditRegion.PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> received.add(JsonMapper.shared().readTree(record.value())));
                return received.ids().containsAll(asked);
            });
        }
        received.assertWhole(erased());
        assertThat(received.events().getLast().get("class_uid").asInt()).isPositive();
    }

    @Test
    void aSilentReceiverHoldsUpNobodyElse() {
        TestReceivers.WEBHOOK.be(Mood.SILENT);

        Set<String> asked = record(15);

        awaitAll(TestReceivers.SYSLOG.received(), asked);
        await().atMost(AuditRegion.PATIENCE).until(() -> reason("soc").equals("timeout"));
        assertThat(receiver("soc").get("waiting").asLong()).isPositive();
        assertThat(management.get("/actuator/prometheus", null).body())
                .containsPattern("parley_audit_siem_lag_seconds\\{.*receiver=\"soc\".*} [1-9.]+")
                .containsPattern("parley_audit_siem_failures_total\\{.*reason=\"timeout\".*receiver=\"soc\"")
                .containsPattern("parley_audit_siem_pushed_total\\{.*receiver=\"logs\"");
    }

    @Test
    void showsWhereReceiversAreAndNothingSecret() {
        record(1);

        String shown = region.get("/v1/audit/receivers", GRACE).body();

        assertThat(JsonMapper.shared().readTree(shown).get("items").values().stream()
                        .map(item -> item.get("name").asString() + " "
                                + item.get("kind").asString()))
                .containsExactly("lake kafka", "logs syslog", "soc webhook");
        assertThat(receiver("soc").get("destination").asString())
                .isEqualTo("https://localhost:" + TestReceivers.WEBHOOK.port());
        assertThat(shown).doesNotContain("t0ken", "whsec", TestReceivers.SECRET, TestReceivers.AUTHORIZATION);
        assertThat(region.get("/v1/audit/receivers", ALICE).statusCode()).isEqualTo(403);
        assertThat(region.get("/v1/audit/receivers", ERIN).statusCode()).isEqualTo(403);
    }

    @Test
    void receiversOfTheSettingsAreEvents() {
        JsonNode added = await().atMost(AuditRegion.PATIENCE)
                .until(
                        () -> json(region.get("/v1/audit/events?action=siem.receiver-added&objectId=soc", GRACE))
                                .get("items"),
                        items -> !items.isEmpty());

        assertThat(added.get(0).at("/detail/destination").asString()).startsWith("https://localhost:");
        assertThat(added.get(0).at("/detail/digest").asString()).hasSize(64);
    }

    private void awaitAll(Received received, Set<String> ids) {
        await().atMost(AuditRegion.PATIENCE).until(() -> received.ids().containsAll(ids));
    }

    private Set<String> record(int count) {
        List<UUID> ids =
                IntStream.range(0, count).mapToObj(_ -> AuditRegion.id()).toList();
        ids.forEach(id -> AuditRegion.record(event(id)));
        region.awaitEvent(ids.getLast(), GRACE);
        return ids.stream().map(UUID::toString).collect(Collectors.toCollection(HashSet::new));
    }

    private static AuditRecorded.Builder event(UUID id) {
        return AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(1_772_366_400_000L)
                .setActorType("person")
                .setActorId("张三")
                .setService("archive-service")
                .setAction("archive.viewed")
                .setOutcome("success");
    }

    private JsonNode receiver(String name) {
        return json(region.get("/v1/audit/receivers", GRACE)).get("items").values().stream()
                .filter(item -> item.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private int failures(String name) {
        return receiver(name).at("/lastFailure/inARow").asInt(0);
    }

    private String reason(String name) {
        return receiver(name).at("/lastFailure/reason").asString("");
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        environment.getRequiredProperty("spring.kafka.bootstrap-servers"),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Set<Long> erased() {
        return Set.copyOf(jdbc.sql("SELECT entry_index FROM event_erased")
                .query((row, _) -> row.getLong(1))
                .list());
    }
}
