package io.parley.audit.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// A witness as a round sees it. Used by one thread.
final class Witness {

    private static final int MOST_DOUBLINGS = 20;

    private final String name;
    private final WitnessClient client;
    private final WitnessProperties properties;
    private int failures;
    private Instant notBefore = Instant.MIN;

    Witness(String name, WitnessClient client, WitnessProperties properties) {
        this.name = name;
        this.client = client;
        this.properties = properties;
    }

    String name() {
        return name;
    }

    String key() {
        return client.key().text();
    }

    WitnessClient client() {
        return client;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(notBefore);
    }

    void cosigned() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    /// Doubling, a part of it by chance so that regions do not knock together.
    void failed(Instant now) {
        long doubled = properties.firstRetry().toMillis() << Math.min(failures++, MOST_DOUBLINGS);
        long wanted = Math.min(properties.longestRetry().toMillis(), doubled);
        notBefore =
                now.plus(Duration.ofMillis(wanted - ThreadLocalRandom.current().nextLong(wanted / 4 + 1)));
    }
}
