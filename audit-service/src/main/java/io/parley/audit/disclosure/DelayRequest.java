package io.parley.audit.disclosure;

import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That people be told later who read what they wrote for a case; as it came.
@Schema(name = "DisclosureDelayRequest")
record DelayRequest(
        @Nullable String caseRef,

        @Schema(allowableValues = {"investigation-at-risk", "court-order", "authority-request", "legal-prohibition"})
        @Nullable
        String ground,

        @Nullable Instant until) {

    private static final int LONGEST_CASE_REF = 200;

    String checkedCase() {
        if (caseRef == null || caseRef.isBlank() || caseRef.length() > LONGEST_CASE_REF || caseRef.indexOf('\0') >= 0) {
            throw DomainException.invalid("caseRef", "1.." + LONGEST_CASE_REF + " characters, not blank");
        }
        return caseRef;
    }

    Instant checkedUntil(Instant now, Instant latest) {
        if (until == null || !until.isAfter(now) || until.isAfter(latest)) {
            throw DomainException.invalid("until", "in the future, at the latest " + latest);
        }
        return until;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
