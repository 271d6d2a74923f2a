package io.parley.archive.feed;

import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Waits, where a reader asks for it, until there is something behind its position.
@Component
class FeedArrivals {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final FeedPages pages;
    private final FeedPositions positions;
    private final Clock clock;

    FeedArrivals(FeedPages pages, FeedPositions positions, Clock clock) {
        this.pages = pages;
        this.positions = positions;
        this.clock = clock;
    }

    /// @return the last number that there is
    long await(String clientId, FeedQuery asked) {
        long last = pages.last();
        if (asked.after() <= last) {
            positions.note(clientId, asked.after());
        }
        Instant end = clock.instant().plus(asked.patience());
        while (last == asked.after() && clock.instant().isBefore(end)) {
            pause();
            last = pages.last();
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("the feed", stopping);
        }
    }
}
