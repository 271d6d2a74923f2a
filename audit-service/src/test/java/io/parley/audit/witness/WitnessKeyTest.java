package io.parley.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessKeyTest {

    /// Of a public witness, as it stands among the known answers of transparency-dev/formats
    /// (`note/note_cosigv1_test.go`).
    private static final String PUBLISHED = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

    /// A checkpoint of a public Certificate Transparency log with what that witness said of it.
    private static final String CHECKPOINT = """
            arche2025h1.staging.ct.transparency.dev
            1432088532
            U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=
            """;

    private static final String LINE =
            "— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI"
                    + "+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==";

    @Test
    void acceptsACosignatureFromTheWorld() {
        assertThat(WitnessKey.parse(PUBLISHED).cosigned(CHECKPOINT, LINE)).isTrue();
    }

    @Test
    void acceptsItForNothingElse() {
        WitnessKey key = WitnessKey.parse(PUBLISHED);

        assertThat(key.cosigned(CHECKPOINT.replace("532", "533"), LINE)).isFalse();
        assertThat(key.cosigned(CHECKPOINT + "extension\n", LINE)).isFalse();
        // Another time, another name, another id.
        assertThat(key.cosigned(CHECKPOINT, LINE.replace("qEiEg", "qEiEh"))).isFalse();
        assertThat(key.cosigned(CHECKPOINT, LINE.replace("remora", "aurora"))).isFalse();
        assertThat(key.cosigned(CHECKPOINT, LINE.replace("2net", "3net"))).isFalse();
        assertThat(key.cosigned(CHECKPOINT, LINE + "AA")).isFalse();
        assertThat(key.cosigned(CHECKPOINT, "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "remora.n621.de",
                "remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "remora.n621.df+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
                "remora.n621.de+da77ade7+BOvN"
            })
    void refusesWhatIsNoWitnessKey(String key) {
        assertThatThrownBy(() -> WitnessKey.parse(key)).hasMessageStartingWith("witness key: ");
    }
}
