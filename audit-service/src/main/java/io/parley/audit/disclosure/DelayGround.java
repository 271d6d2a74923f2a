package io.parley.audit.disclosure;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why people may be told later. Closed: that somebody would rather not be seen is no ground.
enum DelayGround {
    /// Telling would defeat what the reading is for, such as finding out about an offence.
    INVESTIGATION_AT_RISK,
    /// A court ordered that nobody be told.
    COURT_ORDER,
    /// An authority asked for it with the power to.
    AUTHORITY_REQUEST,
    /// A law forbids to tell, such as one against tipping off.
    LEGAL_PROHIBITION;

    private static final String CODES =
            Arrays.stream(values()).map(DelayGround::code).collect(Collectors.joining(", "));

    static DelayGround of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(ground -> ground.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("ground", "one of: " + CODES));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
