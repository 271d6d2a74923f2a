package io.parley.message.file;

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
        FileProperties bound = bind(Map.of());
        assertThat(bound.maxSize()).isEqualTo(DataSize.ofGigabytes(1));
        assertThat(bound.quota()).isEqualTo(DataSize.ofGigabytes(10));
        assertThat(bound.uploadTtl()).isEqualTo(Duration.ofHours(24));
        assertThat(bound.unlinkedTtl()).isEqualTo(Duration.ofDays(30));
        assertThat(bound.deniedTypes()).contains("application/x-dosexec");
    }

    @Test
    void takesEverySetting() {
        FileProperties bound = bind(Map.ofEntries(
                Map.entry("parley.files.max-size", "2MB"),
                Map.entry("parley.files.part-size", "1MB"),
                Map.entry("parley.files.quota", "3MB"),
                Map.entry("parley.files.unfinished-per-person", "4"),
                Map.entry("parley.files.uploads-at-once", "5"),
                Map.entry("parley.files.upload-ttl", "6s"),
                Map.entry("parley.files.unlinked-ttl", "7s"),
                Map.entry("parley.files.sweep-every", "8s"),
                Map.entry("parley.files.denied-types", "a/b"),
                Map.entry("parley.files.thumbnail-max-pixels", "9"),
                Map.entry("parley.files.thumbnail-edge", "100"),
                Map.entry("parley.files.thumbnail-threads", "2")));
        assertThat(bound)
                .isEqualTo(new FileProperties(
                        DataSize.ofMegabytes(2),
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(3),
                        4,
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        java.util.List.of("a/b"),
                        9,
                        100,
                        2));
    }

    private static FileProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.files", FileProperties.class);
    }
}
