package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Repeats an act until an answer settles it, as a careful client does, and keeps count of what it was told.
final class PatientClient {

    /// A request with a key whose process died may run again after a minute.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final Map<String, Integer> untold = new ConcurrentHashMap<>();

    /// @param settling the statuses that mean that it is done, by this call or by an earlier one without an answer
    Raw.Answer does(String act, Supplier<Raw.Answer> call, Integer... settling) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Raw.Answer answer = attempt(call);
            if (answer != null && settles(answer)) {
                assertThat(answer.status()).as("%s: %s", act, answer.text()).isIn(Set.of(settling));
                told.merge(act, 1, Integer::sum);
                return answer;
            }
            if (answer == null || answer.status() >= 500) {
                untold.merge(act, 1, Integer::sum);
            }
            assertThat(System.nanoTime())
                    .as("%s was answered in time, last by %s", act, answer == null ? "nothing" : answer.text())
                    .isLessThan(end);
            pause();
        }
    }

    /// How often the answer said so.
    int told(String act) {
        return told.getOrDefault(act, 0);
    }

    /// How often there was no such answer: whether it was done, only the region knows.
    int untold(String act) {
        return untold.getOrDefault(act, 0);
    }

    private static boolean settles(Raw.Answer answer) {
        return answer.status() < 500
                && answer.status() != 429
                && !(answer.status() == 409 && answer.text().contains("idempotency-in-progress"));
    }

    private static Raw.@Nullable Answer attempt(Supplier<Raw.Answer> call) {
        try {
            return call.get();
        } catch (AssertionError broken) {
            if (broken.getCause() instanceof IOException) {
                return null;
            }
            throw broken;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
