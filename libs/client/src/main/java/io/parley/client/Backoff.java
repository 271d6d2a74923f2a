package io.parley.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential backoff with full jitter: many clients that lost one gateway do not come back at one instant.
final class Backoff {

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    Duration next() {
        long ceiling = Math.min(most.toMillis(), first.toMillis() << Math.min(failures++, 20));
        return Duration.ofMillis(random.nextLong(ceiling / 2, ceiling + 1));
    }

    void reset() {
        failures = 0;
    }
}
