package io.parley.gateway.limit;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import org.springframework.stereotype.Component;

/// REST calls per person (or service).
@Component
public final class RestLimit {

    private final SharedBuckets buckets;
    private final Pace pace;

    RestLimit(SharedBuckets buckets, LimitProperties properties) {
        this.buckets = buckets;
        this.pace = properties.rest();
    }

    /// Blocks for Redis.
    ///
    /// @throws DomainException `too-many-requests`
    public void acquire(String caller) {
        Grant grant = buckets.take("rest:" + caller, pace, 1);
        if (grant.tokens() == 0) {
            throw new DomainException(ErrorCode.TOO_MANY_REQUESTS, "slow down and try again")
                    .retryAfter(grant.retryAfter());
        }
    }
}
