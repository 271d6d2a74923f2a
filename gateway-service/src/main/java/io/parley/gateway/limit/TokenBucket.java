package io.parley.gateway.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A token bucket in this process. `time` gives nanoseconds of a clock that never goes back.
public final class TokenBucket {

    private static final double NANOS = 1_000_000_000d;

    private final double perSecond;
    private final long burst;
    private final LongSupplier time;
    private double tokens;
    private long filledAt;

    TokenBucket(Pace pace, LongSupplier time) {
        this.perSecond = pace.rate();
        this.burst = pace.burst();
        this.time = time;
        this.tokens = burst;
        this.filledAt = time.getAsLong();
    }

    /// Takes that many tokens or none.
    ///
    /// @return zero when taken, else how long until there are enough
    public synchronized Duration take(int wanted) {
        long now = time.getAsLong();
        tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
        if (tokens >= wanted) {
            tokens -= wanted;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((wanted - tokens) / perSecond * NANOS));
    }
}
