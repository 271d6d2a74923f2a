package io.parley.consent.destruction;

import io.parley.contracts.Coded;
import java.util.Optional;

/// Why keys are destroyed.
enum Ground implements Coded {
    /// The person asked (GDPR article 17, PIPL article 47).
    ERASURE_REQUEST,
    /// Nobody may keep it any longer.
    RETENTION_ENDED;

    static Optional<Ground> of(String code) {
        return Coded.find(values(), code);
    }
}
