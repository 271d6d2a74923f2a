package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What somebody should look at reaches a receiver outside, also when audit-service dies on the way. It is started
/// again four times for that, so this runs on demand, with all faults.
@EnabledIfSystemProperty(named = "parley.faults", matches = "all")
class AlertTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern COUNTER =
            Pattern.compile("parley_audit_anomalies_total\\{[^}]*kind=\"repeated-refusals\"[^}]*} ([0-9.]+)");
    private static final int ANOMALOUS = 10;
    private static final int MANAGEMENT = 9085;

    @TempDir
    Path folder;

    private final Persona newcomer = Newcomer.employee();
    private final String id = newcomer.id().toString();

    @Test
    void anAnomalyIsAnEventAMetricAndASignedCallToTheReceiver() throws Exception {
        try (SiemReceiver siem = SiemReceiver.start(folder)) {
            restart(siem.settings());
            try {
                double before = counted();
                refused(ANOMALOUS);

                JsonNode finding = Wait.atMost(PATIENCE)
                        .until(() -> about(siem, "anomaly.detected"), found -> found.size() == 1)
                        .getFirst();
                assertThat(finding.path("class_uid").asInt()).isEqualTo(2004);
                Event alert = only("anomaly.detected");
                assertThat(finding.at("/metadata/uid").asString())
                        .isEqualTo(alert.eventId().toString());
                assertThat(alert.detail().path("kind").asString()).isEqualTo("repeated-refusals");
                assertThat(alert.detail().path("found").asInt()).isEqualTo(ANOMALOUS);
                assertThat(counted()).isEqualTo(before + 1);

                siem.takes(false);
                refused(1);
                Script.parley("kill", "audit");
                refused(1);
                siem.takes(true);
                Script.parley(siem.settings(), "start", "audit");
                refused(1);

                Wait.atMost(PATIENCE)
                        .until(() -> about(siem, "access.refused").stream()
                                        .distinct()
                                        .count()
                                == ANOMALOUS + 3);
                siem.gotAllInOrder();
                assertThat(only("anomaly.detected")).isEqualTo(alert);
            } finally {
                restart(Map.of());
            }
        }
    }

    private static void restart(Map<String, String> settings) {
        Script.parley("kill", "audit");
        Script.parley(settings, "start", "audit");
        Wait.atMost(PATIENCE)
                .untilAsserted(() -> Region.graceTheAuditor()
                        .http()
                        .get("/v1/audit/events?limit=1")
                        .hasStatus(200));
    }

    private void refused(int times) {
        String path = "/v1/archive/conversations/" + ConversationId.next() + "/coverage";
        Stream.generate(() -> newcomer.http().get(path)).limit(times).forEach(answer -> answer.hasStatus(403));
    }

    /// What the receiver has of this action about the newcomer, as actor or as whom it found.
    private List<JsonNode> about(SiemReceiver siem, String action) {
        return siem.events().stream()
                .filter(event -> event.at("/unmapped/action").asString("").equals(action))
                .filter(event -> event.path("unmapped").toString().contains(id))
                .toList();
    }

    private Event only(String action) {
        List<Event> found =
                Region.graceTheAuditor().api().audit().all(Filter.action(action).object("person", id));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /// Since the last start of audit-service.
    private static double counted() {
        int port = Region.GATEWAY.getPort() - 8080 + MANAGEMENT;
        String metrics = Raw.anonymous()
                .at(URI.create("http://localhost:" + port))
                .get("/actuator/prometheus")
                .hasStatus(200)
                .text();
        Matcher counter = COUNTER.matcher(metrics);
        assertThat(counter.find()).as("parley.audit.anomalies").isTrue();
        return Double.parseDouble(counter.group(1));
    }
}
