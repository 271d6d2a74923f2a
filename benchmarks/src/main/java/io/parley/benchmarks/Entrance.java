package io.parley.benchmarks;

import io.parley.benchmarks.socket.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets people in, a few at a time.
final class Entrance {

    private final Loop loop;
    private final int atOnce;

    Entrance(Loop loop, int atOnce) {
        this.loop = loop;
        this.atOnce = atOnce;
    }

    /// Returns when all have their welcome.
    ///
    /// @throws IllegalStateException when not all have it in time
    void admit(List<Seat> seats, Duration within) throws InterruptedException {
        CountDownLatch missing = new CountDownLatch(seats.size());
        Deque<Seat> queue = new ArrayDeque<>(seats);
        loop.run(() -> {
            for (Seat seat : seats) {
                seat.whenWelcome(() -> {
                    missing.countDown();
                    seat.whenWelcome(() -> {});
                    next(queue);
                });
            }
            for (int i = 0; i < atOnce; i++) {
                next(queue);
            }
        });
        if (!missing.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(missing.getCount() + " of " + seats.size() + " have no welcome after "
                    + within.toSeconds() + " s (expected: all)");
        }
    }

    private static void next(Deque<Seat> queue) {
        Seat seat = queue.poll();
        if (seat != null) {
            seat.take();
        }
    }
}
