package io.parley.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetentionPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new RetentionProperties(Duration.ofHours(1), 1000));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of("parley.retention.every", "5s", "parley.retention.batch", "10")))
                .isEqualTo(new RetentionProperties(Duration.ofSeconds(5), 10));
    }

    private static RetentionProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.retention", RetentionProperties.class);
    }
}
