package io.parley.consent.destruction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why keys are destroyed.
enum Ground {
    /// The person asked (GDPR article 17, PIPL article 47).
    ERASURE_REQUEST,
    /// Nobody may keep it any longer.
    RETENTION_ENDED;

    static Optional<Ground> of(String code) {
        return Arrays.stream(values())
                .filter(ground -> ground.code().equals(code))
                .findFirst();
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
