package io.parley.audit.erasure;

import io.parley.contracts.Coded;
import io.parley.platform.problem.DomainException;
import org.jspecify.annotations.Nullable;

/// Why bodies of events are erased. Closed, and the same codes as for the destruction of keys.
enum ErasureGround implements Coded {
    /// The person asked (GDPR article 17, PIPL article 47).
    ERASURE_REQUEST,
    /// Nobody may keep it any longer.
    RETENTION_ENDED;

    static ErasureGround of(@Nullable String code) {
        return Coded.find(values(), code)
                .orElseThrow(() -> DomainException.invalid("ground", "one of: " + Coded.codes(values())));
    }
}
