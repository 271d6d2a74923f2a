package io.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitPropertiesTest {

    @Test
    void hasUsefulDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new LimitProperties(100, 200, 200, 400, 50, 500, 2000, Duration.ofSeconds(5)));
    }

    @Test
    void takesEverySettingByName() {
        assertThat(bind(Map.of(
                        "parley.gateway.limits.rest-rate", "1",
                        "parley.gateway.limits.rest-burst", "2",
                        "parley.gateway.limits.send-rate", "3",
                        "parley.gateway.limits.send-burst", "4",
                        "parley.gateway.limits.send-lease", "5",
                        "parley.gateway.limits.frame-rate", "6",
                        "parley.gateway.limits.frame-burst", "7",
                        "parley.gateway.limits.redis-rest", "8s")))
                .isEqualTo(new LimitProperties(1, 2, 3, 4, 5, 6, 7, Duration.ofSeconds(8)));
    }

    private static LimitProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("parley.gateway.limits", LimitProperties.class);
    }
}
