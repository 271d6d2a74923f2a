package io.parley.benchmarks;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/// Times what happens while the clock runs, in nanoseconds of [System#nanoTime()]. Latencies count from when a message
/// should have been sent, so that a stall shows in every message it delayed. Belongs to the loop.
final class Meter {

    private static final long LONGEST = Duration.ofMinutes(2).toNanos();

    private final Histogram accepted = new Histogram(LONGEST, 3);
    private final Histogram delivered = new Histogram(LONGEST, 3);
    private boolean running;
    private long start;
    private long end;

    void start(long nanos) {
        start = nanos;
        end = nanos;
        running = true;
    }

    void stop(long nanos) {
        end = nanos;
        running = false;
    }

    double seconds() {
        return (end - start) / 1e9;
    }

    /// What comes outside the measured time is not counted.
    void accepted(long due, long nanos) {
        record(accepted, due, nanos);
    }

    void delivered(long due, long nanos) {
        record(delivered, due, nanos);
    }

    Histogram accepted() {
        return accepted;
    }

    Histogram delivered() {
        return delivered;
    }

    private void record(Histogram histogram, long due, long nanos) {
        if (running) {
            histogram.recordValue(Math.clamp(nanos - due, 1, LONGEST));
        }
    }
}
