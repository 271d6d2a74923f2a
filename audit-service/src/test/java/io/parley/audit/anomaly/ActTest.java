package io.parley.audit.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audit.event.LoggedEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ActTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whatNoPersonDidIsNoAct() {
        assertThat(act("person", "p-1", "archive.viewed", "2026-03-01T11:00:00.000Z"))
                .isPresent();
        assertThat(act("service", "audit-service", "anomaly.detected", "2026-03-01T11:00:00.000Z"))
                .isEmpty();
        assertThat(act("anonymous", "", "access.refused", "2026-03-01T11:00:00.000Z"))
                .isEmpty();
    }

    /// Not even under a person's name: an alert about an alert would never end.
    @Test
    void anAlertIsNeverAnAct() {
        assertThat(act("person", "p-1", "anomaly.rule-proposed", "2026-03-01T11:00:00.000Z"))
                .isEmpty();
    }

    /// One such event would stop every rule for good: PostgreSQL takes neither NUL nor keys of any length.
    @Test
    void anIdIsAlwaysOneThatTheTablesTake() {
        String strange = "\0" + "x".repeat(5000);

        assertThat(act("person", strange, "archive.viewed", "2026-03-01T11:00:00.000Z")
                        .orElseThrow()
                        .actor())
                .isEqualTo("\uFFFD" + "x".repeat(199));
    }

    @Test
    void aClockFarAheadDoesNotEmptyTheWindow() {
        assertThat(act("person", "p-1", "archive.viewed", "9999-01-01T00:00:00.000Z")
                        .orElseThrow()
                        .at())
                .isEqualTo(NOW);
    }

    private static Optional<Act> act(String type, String id, String action, String at) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("eventId", "e-1").put("at", at).put("action", action).put("outcome", "success");
        json.putObject("actor").put("type", type).put("id", id);
        return Act.of(new LoggedEvent(0, json), NOW);
    }
}
