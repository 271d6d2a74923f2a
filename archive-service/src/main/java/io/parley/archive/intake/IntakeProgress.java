package io.parley.archive.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Tells whether all that was published until then is decided, by whichever instance: a fact by the positions that the
/// archive has written, not a guess by the clock.
@Component
class IntakeProgress {

    private static final long STEP_MILLIS = 100;

    private final Positions accepted;
    private final Clock clock;
    private volatile Instant decidedUpTo = Instant.EPOCH;

    IntakeProgress(Positions accepted, Clock clock) {
        this.accepted = accepted;
        this.clock = clock;
    }

    /// @return whether all that was published before this instant was decided in time
    boolean awaitPast(Instant needed, Duration atMost) throws InterruptedException {
        Instant until = clock.instant().plus(atMost);
        while (decidedUpTo.isBefore(needed) && clock.instant().isBefore(until)) {
            prove(needed, until);
        }
        return !decidedUpTo.isBefore(needed);
    }

    /// What is proved once holds for every earlier instant, so that a backlog costs one question.
    private void prove(Instant needed, Instant until) throws InterruptedException {
        Instant asOf = clock.instant();
        if (asOf.isBefore(needed)) {
            Thread.sleep(STEP_MILLIS);
            return;
        }
        Map<Integer, Long> ends = accepted.ends();
        boolean there = reached(ends);
        while (!there && clock.instant().isBefore(until)) {
            Thread.sleep(STEP_MILLIS);
            there = reached(ends);
        }
        if (there) {
            decidedUpTo = asOf;
        }
    }

    /// A partition that has nothing has no position.
    private boolean reached(Map<Integer, Long> ends) throws InterruptedException {
        Map<Integer, Long> written = accepted.written();
        return ends.entrySet().stream().allMatch(end -> written.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
