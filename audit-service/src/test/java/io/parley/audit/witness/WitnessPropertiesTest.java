package io.parley.audit.witness;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WitnessPropertiesTest {

    private static final String KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

    @Test
    void defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new WitnessProperties(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        1,
                        Map.of()));
    }

    @Test
    void fullMapping() {
        assertThat(bind(Map.of(
                        "every", "1s",
                        "timeout", "2s",
                        "first-retry", "3s",
                        "longest-retry", "4s",
                        "required", "1",
                        "witnesses.remora.url", "https://witness.example/prefix",
                        "witnesses.remora.key", KEY)))
                .isEqualTo(new WitnessProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        1,
                        Map.of(
                                "remora",
                                new WitnessProperties.Witness(URI.create("https://witness.example/prefix"), KEY))));
    }

    @ParameterizedTest
    @CsvSource({
        "every, 0s, every: PT0S",
        "timeout, 0s, timeout: PT0S",
        "first-retry, 0s, first-retry: PT0S",
        "required, 0, required: 0",
        "required, 2, required: 2",
        "witnesses.remora.url, ftp://witness.example, witnesses.url:",
        "witnesses.remora.url, https://witness.example?a=b, witnesses.url:",
        "witnesses.remora.key, remora.n621.de+00000000+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2, witness key:",
        "witnesses.other.url, https://other.example, a key twice"
    })
    void refusesWhatBreaksItsRule(String property, String value, String told) {
        Map<String, String> settings =
                new HashMap<>(Map.of("witnesses.remora.url", "https://witness.example", "witnesses.remora.key", KEY));
        if (property.startsWith("witnesses.other")) {
            settings.put("witnesses.other.key", KEY);
        }
        settings.put(property, value);

        assertThatThrownBy(() -> bind(settings))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining(told);
    }

    @Test
    void anAddressThatMayBeASecretIsNotPrinted() {
        assertThat(new WitnessProperties.Witness(URI.create("https://witness.example/s3cret"), KEY).toString())
                .doesNotContain("s3cret");
    }

    private static WitnessProperties bind(Map<String, String> settings) {
        Map<String, String> source = new HashMap<>();
        settings.forEach((name, value) -> source.put("parley.audit.witness." + name, value));
        return requireNonNull(new Binder(new MapConfigurationPropertySource(source))
                .bindOrCreate("parley.audit.witness", WitnessProperties.class));
    }
}
