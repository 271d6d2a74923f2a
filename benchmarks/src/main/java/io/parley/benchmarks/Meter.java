package io.parley.benchmarks;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Counts and times what happens while the clock runs. Times are nanoseconds from [System#nanoTime()].
final class Meter {

    private static final long LONGEST = Duration.ofMinutes(2).toNanos();

    private final Histogram acknowledged = new ConcurrentHistogram(LONGEST, 3);
    private final Histogram delivered = new ConcurrentHistogram(LONGEST, 3);
    private final LongAdder failures = new LongAdder();
    private volatile long start = Long.MAX_VALUE;
    private volatile long end = Long.MAX_VALUE;

    void start() {
        start = System.nanoTime();
    }

    void stop() {
        end = System.nanoTime();
    }

    Duration measured() {
        return Duration.ofNanos(end - start);
    }

    /// Counts by when the answer came; what came outside the measured time is not counted.
    void acknowledged(long since) {
        record(acknowledged, since);
    }

    void delivered(long since) {
        record(delivered, since);
    }

    void failed() {
        failures.increment();
    }

    Histogram acknowledged() {
        return acknowledged;
    }

    Histogram delivered() {
        return delivered;
    }

    long failures() {
        return failures.sum();
    }

    private void record(Histogram histogram, long since) {
        long now = System.nanoTime();
        if (now - start >= 0 && now - end < 0 && start != Long.MAX_VALUE) {
            histogram.recordValue(Math.clamp(now - since, 1, LONGEST));
        }
    }
}
