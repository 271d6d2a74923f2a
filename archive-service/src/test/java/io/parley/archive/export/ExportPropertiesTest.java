package io.parley.archive.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ExportPropertiesTest {

    @Test
    void mapsEveryProperty() {
        Map<String, String> given = Map.of("parley.export.key", "/key.pem", "parley.export.origin", "archive.example");

        assertThat(new Binder(new MapConfigurationPropertySource(given))
                        .bind("parley.export", ExportProperties.class)
                        .get())
                .isEqualTo(new ExportProperties("/key.pem", "archive.example"));
    }
}
