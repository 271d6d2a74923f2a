package io.parley.acceptance;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// What crosses services takes a moment; these are the longest moments a person should have to wait.
final class Wait {

    private Wait() {}

    static ConditionFactory shortly() {
        return atMost(Duration.ofSeconds(20));
    }

    static ConditionFactory atMost(Duration patience) {
        return Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
