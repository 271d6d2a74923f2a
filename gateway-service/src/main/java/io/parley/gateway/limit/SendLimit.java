package io.parley.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Messages per person, over all devices and gateways. Tokens are leased in small lots, so the hot path asks Redis once
/// per lot; what is left of a lot is forgotten when the person pauses.
@Component
public final class SendLimit {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final long MOST = 200_000;

    private final SharedBuckets buckets;
    private final Pace pace;
    private final int lot;
    private final Cache<PersonId, Lease> leases =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

    SendLimit(SharedBuckets buckets, LimitProperties properties) {
        this.buckets = buckets;
        this.pace = properties.send();
        this.lot = properties.sendLease();
    }

    private static final class Lease {
        private long left;
    }

    /// Blocks for Redis once per lot.
    ///
    /// @throws DomainException `too-many-requests`
    public void acquire(PersonId person) {
        Lease lease = leases.get(person, fresh -> new Lease());
        synchronized (lease) {
            if (lease.left == 0) {
                lease.left = lease(person);
            }
            lease.left--;
        }
    }

    /// Takes what a lease still holds, without asking Redis.
    public boolean takeHeld(PersonId person) {
        Lease lease = leases.getIfPresent(person);
        if (lease == null) {
            return false;
        }
        synchronized (lease) {
            boolean held = lease.left > 0;
            lease.left -= held ? 1 : 0;
            return held;
        }
    }

    private long lease(PersonId person) {
        Grant grant = buckets.take("send:" + person, pace, lot);
        if (grant.tokens() == 0) {
            throw new DomainException(ErrorCode.TOO_MANY_REQUESTS, "too many messages, slow down")
                    .retryAfter(grant.retryAfter());
        }
        return grant.tokens();
    }
}
