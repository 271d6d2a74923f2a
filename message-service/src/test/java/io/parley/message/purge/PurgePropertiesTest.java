package io.parley.message.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PurgePropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new PurgeProperties(Duration.ofHours(1), 500));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of("parley.purge.every", "5s", "parley.purge.batch", "10")))
                .isEqualTo(new PurgeProperties(Duration.ofSeconds(5), 10));
    }

    private static PurgeProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.purge", PurgeProperties.class);
    }
}
