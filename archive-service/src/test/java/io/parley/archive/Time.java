package io.parley.archive;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// One time line for all tests of the JVM, since they share the watermark. Starts an hour ago, in steps of a second.
final class Time {

    private static final AtomicLong NOW =
            new AtomicLong(Instant.now().minusSeconds(3600).toEpochMilli());

    private Time() {}

    static Instant next() {
        return Instant.ofEpochMilli(NOW.addAndGet(1000));
    }
}
