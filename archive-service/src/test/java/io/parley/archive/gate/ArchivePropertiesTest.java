package io.parley.archive.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ArchivePropertiesTest {

    @Test
    void hasDefaultsForOneMachine() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ArchiveProperties(Duration.ZERO, Duration.ofSeconds(5), 2, Duration.ofSeconds(2)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(Map.of(
                        "parley.archive.clock-skew", "250ms",
                        "parley.archive.watermark-wait", "1s",
                        "parley.archive.intake-threads", "6",
                        "parley.archive.receipt-settle", "3s")))
                .isEqualTo(
                        new ArchiveProperties(Duration.ofMillis(250), Duration.ofSeconds(1), 6, Duration.ofSeconds(3)));
    }

    @Test
    void refusesANegativeSkew() {
        assertThatThrownBy(() -> new ConsentGate(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static ArchiveProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.archive", ArchiveProperties.class);
    }
}
