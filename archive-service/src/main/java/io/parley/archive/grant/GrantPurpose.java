package io.parley.archive.grant;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the archive may be read for. Closed: a reason that is not here is no reason.
enum GrantPurpose {
    INVESTIGATION,
    LITIGATION,
    REGULATOR_REQUEST,
    QUALITY_ASSURANCE,
    SECURITY_INCIDENT,
    SUBJECT_REQUEST;

    private static final String CODES =
            Arrays.stream(values()).map(GrantPurpose::code).collect(Collectors.joining(", "));

    static GrantPurpose of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("purpose", "one of: " + CODES));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
