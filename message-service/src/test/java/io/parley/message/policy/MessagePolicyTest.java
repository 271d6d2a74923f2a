package io.parley.message.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MessagePolicyTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new MessagePolicy(
                        Duration.ofHours(24), Duration.ofHours(24), 5000, 50_000, 5, Duration.ofSeconds(10)));
    }

    @Test
    void fullMapping() {
        assertThat(bind(Map.of(
                        "parley.message.edit-window", "15m",
                        "parley.message.recall-window", "2m",
                        "parley.message.max-members", "100",
                        "parley.message.cached-conversations", "10",
                        "parley.message.batch-attempts", "2",
                        "parley.message.outcome-timeout", "3s")))
                .isEqualTo(new MessagePolicy(
                        Duration.ofMinutes(15), Duration.ofMinutes(2), 100, 10, 2, Duration.ofSeconds(3)));
    }

    private static MessagePolicy bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("parley.message", MessagePolicy.class);
    }
}
