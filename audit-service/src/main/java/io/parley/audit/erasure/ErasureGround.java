package io.parley.audit.erasure;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why bodies of events are erased. Closed, and the same codes as for the destruction of keys.
enum ErasureGround {
    /// The person asked (GDPR article 17, PIPL article 47).
    ERASURE_REQUEST,
    /// Nobody may keep it any longer.
    RETENTION_ENDED;

    private static final String CODES =
            Arrays.stream(values()).map(ErasureGround::code).collect(Collectors.joining(", "));

    static ErasureGround of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(ground -> ground.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("ground", "one of: " + CODES));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
