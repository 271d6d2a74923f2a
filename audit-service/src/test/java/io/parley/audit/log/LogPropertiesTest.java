package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LogPropertiesTest {

    @Test
    void takesNothingOverAndWaitsTenSecondsForAnotherWriterByDefault() {
        assertThat(bind(Map.of("parley.audit.log.key", "", "parley.audit.log.origin", "log.example")))
                .isEqualTo(new LogProperties("", "log.example", Duration.ofSeconds(10)));
    }

    @Test
    void mapsEveryProperty() {
        assertThat(bind(Map.of(
                        "parley.audit.log.key", "/key.pem",
                        "parley.audit.log.origin", "log.example",
                        "parley.audit.log.writer-wait", "3s")))
                .isEqualTo(new LogProperties("/key.pem", "log.example", Duration.ofSeconds(3)));
    }

    private static LogProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("parley.audit.log", LogProperties.class)
                .get();
    }
}
