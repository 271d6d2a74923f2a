package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogKeyFailureAnalyzerTest {

    @Test
    void saysWhatToDo() {
        var cause = new LogKeyUnusable("PARLEY_LOG_KEY: /x (expected: a key)");
        var analysis = new LogKeyFailureAnalyzer().analyze(cause, cause);

        assertThat(analysis.getDescription()).isEqualTo("PARLEY_LOG_KEY: /x (expected: a key)");
        assertThat(analysis.getAction()).contains("PARLEY_LOG_KEY");
    }
}
