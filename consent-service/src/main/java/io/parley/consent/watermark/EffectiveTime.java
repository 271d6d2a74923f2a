package io.parley.consent.watermark;

import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Gives each change of a legal basis its instant, later than every earlier one and than every published watermark.
///
/// Takes the lock that all such changes share, so they commit, and reach the outbox, in the order of their instants,
/// whatever the clocks of the instances say.
@Component
public class EffectiveTime {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final BasisClock basisClock;

    EffectiveTime(BasisClock basisClock) {
        this.basisClock = basisClock;
    }

    /// Call it first in the transaction: what is read afterwards is then the latest state.
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant take() {
        long now = basisClock.lockAndRead(LONGEST_WAIT);
        return Instant.ofEpochMilli(basisClock.advanceEffective(now));
    }
}
