package io.parley.archive.grant;

import io.parley.archive.officer.Given;
import io.parley.contracts.Coded;
import org.jspecify.annotations.Nullable;

/// What the archive may be read for. Closed: a reason that is not here is no reason.
enum GrantPurpose implements Coded {
    INVESTIGATION,
    LITIGATION,
    REGULATOR_REQUEST,
    QUALITY_ASSURANCE,
    SECURITY_INCIDENT,
    SUBJECT_REQUEST;

    static GrantPurpose of(@Nullable String code) {
        return Given.oneOf("purpose", values(), code);
    }
}
