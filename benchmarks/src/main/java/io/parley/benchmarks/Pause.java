package io.parley.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// How long a client waits before it tries again: as the SDK does, exponentially and jittered.
final class Pause {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_DOUBLINGS = 20;

    private final RandomGenerator random;
    private int failures;

    Pause(RandomGenerator random) {
        this.random = random;
    }

    long next() {
        long ceiling = Math.min(LONGEST, FIRST << Math.min(failures++, MOST_DOUBLINGS));
        return random.nextLong(ceiling / 2, ceiling + 1);
    }

    void reset() {
        failures = 0;
    }
}
