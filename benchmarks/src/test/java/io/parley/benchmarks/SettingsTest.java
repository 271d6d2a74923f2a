package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final String GATEWAY = "http://localhost:8080";
    private static final String ISSUER = "http://localhost:8090/parley";

    @Test
    void measuresAHundredPairsWhenNothingElseIsSaid() {
        Settings settings = Settings.parse(new String[] {GATEWAY, ISSUER});

        assertThat(settings.scenario()).isEqualTo("pairs");
        assertThat(settings.pairs()).isEqualTo(100);
    }

    @Test
    void readsScenarioAndOptionsInAnyOrder() {
        Settings settings = Settings.parse(new String[] {"--rate", "50", "paced", GATEWAY, ISSUER, "--seconds", "3"});

        assertThat(settings.scenario()).isEqualTo("paced");
        assertThat(settings.rate()).isEqualTo(50);
        assertThat(settings.duration()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void saysHowToCallItOtherwise() {
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY})).hasMessageContaining("usage");
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY, ISSUER, "chaos"}))
                .hasMessageContaining("usage");
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY, ISSUER, "--pairs", "0"}))
                .hasMessageContaining("--pairs: 0");
    }
}
