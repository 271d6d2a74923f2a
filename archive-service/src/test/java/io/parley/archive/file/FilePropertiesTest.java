package io.parley.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class FilePropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new FileProperties(
                        DataSize.ofGigabytes(1),
                        2,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        new FileProperties.Text(
                                1,
                                DataSize.ofMegabytes(50),
                                1_000_000,
                                Duration.ofSeconds(60),
                                DataSize.ofMegabytes(512))));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of(
                        "parley.archived-files.text.workers", "4",
                        "parley.archived-files.text.max-size", "7MB",
                        "parley.archived-files.text.characters", "5000",
                        "parley.archived-files.text.wall-time", "9s",
                        "parley.archived-files.text.heap", "128MB",
                        "parley.archived-files.max-size", "5MB",
                        "parley.archived-files.copies-at-once", "3",
                        "parley.archived-files.every", "1s",
                        "parley.archived-files.sweep-every", "2s",
                        "parley.archived-files.keys-every", "3s")))
                .isEqualTo(new FileProperties(
                        DataSize.ofMegabytes(5),
                        3,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        new FileProperties.Text(
                                4, DataSize.ofMegabytes(7), 5_000, Duration.ofSeconds(9), DataSize.ofMegabytes(128))));
    }

    private static FileProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.archived-files", FileProperties.class);
    }
}
