package io.parley.archive.feed;

import io.parley.archive.officer.Given;
import io.parley.contracts.Coded;
import org.jspecify.annotations.Nullable;

/// What an outside archive may be fed for. Closed: a reason that is not here is no reason.
enum FeedPurpose implements Coded {
    /// A duty to keep records in a certain place or form.
    RECORD_KEEPING,
    SUPERVISION,
    LITIGATION,
    REGULATOR_REQUEST,
    MIGRATION;

    static FeedPurpose of(@Nullable String code) {
        return Given.oneOf("purpose", values(), code);
    }
}
