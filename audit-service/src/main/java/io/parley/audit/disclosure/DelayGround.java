package io.parley.audit.disclosure;

import io.parley.contracts.Coded;
import io.parley.platform.problem.DomainException;
import org.jspecify.annotations.Nullable;

/// Why people may be told later. Closed: that somebody would rather not be seen is no ground.
enum DelayGround implements Coded {
    /// Telling would defeat what the reading is for, such as finding out about an offence.
    INVESTIGATION_AT_RISK,
    /// A court ordered that nobody be told.
    COURT_ORDER,
    /// An authority asked for it with the power to.
    AUTHORITY_REQUEST,
    /// A law forbids to tell, such as one against tipping off.
    LEGAL_PROHIBITION;

    static DelayGround of(@Nullable String code) {
        return Coded.find(values(), code)
                .orElseThrow(() -> DomainException.invalid("ground", "one of: " + Coded.codes(values())));
    }
}
