package io.parley.consent.watermark;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Gives each change of a legal basis its instant, later than every earlier one and than every published watermark.
///
/// Takes the lock that all such changes share, so they commit, and reach the outbox, in the order of their instants,
/// whatever the clocks of the instances say.
@Component
public class EffectiveTime {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final BasisClock basisClock;
    private final Clock clock;

    EffectiveTime(BasisClock basisClock, Clock clock) {
        this.basisClock = basisClock;
        this.clock = clock;
    }

    /// Call it first in the transaction: what is read afterwards is then the latest state. Called again, it gives a
    /// later instant; the lock is there already.
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant take() {
        return take(1);
    }

    /// Several instants at once, a millisecond apart.
    ///
    /// @return the first of them
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant take(int count) {
        return Instant.ofEpochMilli(basisClock.advanceEffective(isHeld() ? clock.millis() : lock(), count));
    }

    private boolean isHeld() {
        return TransactionSynchronizationManager.hasResource(this);
    }

    private long lock() {
        long now = basisClock.lockAndRead(LONGEST_WAIT);
        TransactionSynchronizationManager.bindResource(this, now);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(EffectiveTime.this);
            }
        });
        return now;
    }
}
