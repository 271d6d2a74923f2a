package io.parley.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoteKeyFailureAnalyzerTest {

    @Test
    void saysWhatToDo() {
        var cause = new NoteKeyUnusable("PARLEY_LOG_KEY: /x (expected: a key)");
        var analysis = new NoteKeyFailureAnalyzer().analyze(cause, cause);

        assertThat(analysis.getDescription()).isEqualTo("PARLEY_LOG_KEY: /x (expected: a key)");
        assertThat(analysis.getAction()).contains("Do not make a new key");
    }
}
