package io.parley.benchmarks;

import java.util.Arrays;

/// When each number of one conversation was first seen, to tell how far behind the archive is. Belongs to the loop.
final class Timeline {

    private final long first;
    private long[] nanos = new long[1024];
    private long last;

    /// @param before the conversation's last number before the run
    Timeline(long before) {
        this.first = before + 1;
        this.last = before;
    }

    void seen(long seq, long now) {
        if (seq < first) {
            return;
        }
        int at = Math.toIntExact(seq - first);
        if (at >= nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.max(at + 1, 2 * nanos.length));
        }
        if (nanos[at] == 0) {
            nanos[at] = now;
        }
        last = Math.max(last, seq);
    }

    long last() {
        return last;
    }

    /// How long ago the oldest number after `covered` was seen; 0 when there is none up to `upTo`.
    long behind(long covered, long upTo, long now) {
        for (long seq = Math.max(covered + 1, first); seq <= Math.min(upTo, last); seq++) {
            long then = nanos[(int) (seq - first)];
            if (then != 0) {
                return now - then;
            }
        }
        return 0;
    }
}
