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

        assertThat(settings.scenario()).isEqualTo(Scenario.PAIRS);
        assertThat(settings.number("--pairs")).isEqualTo(100);
    }

    @Test
    void takesTheOptionsOfTheScenario() {
        Settings settings = Settings.parse(new String[] {GATEWAY, ISSUER, "paced", "--rate", "50", "--seconds", "3"});

        assertThat(settings.scenario()).isEqualTo(Scenario.PACED);
        assertThat(settings.number("--rate")).isEqualTo(50);
        assertThat(settings.seconds("--seconds")).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.number("--pairs")).isEqualTo(100);
    }

    @Test
    void refusesWhatTheScenarioDoesNotKnow() {
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY, ISSUER, "paced", "--window", "5"}))
                .hasMessageContaining("--window")
                .hasMessageContaining("--rate");
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY, ISSUER, "pairs", "--pairs", "0"}))
                .hasMessageContaining("--pairs: 0");
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY, ISSUER, "pairs", "--pairs"}))
                .hasMessageContaining("--pairs: nothing");
    }

    @Test
    void saysHowToCallItOtherwise() {
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY})).hasMessageContaining("usage");
        assertThatThrownBy(() -> Settings.parse(new String[] {GATEWAY, ISSUER, "chaos"}))
                .hasMessageContaining("usage");
    }
}
