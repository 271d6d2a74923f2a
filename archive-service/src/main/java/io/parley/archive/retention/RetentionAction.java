package io.parley.archive.retention;

import io.parley.archive.officer.Given;
import io.parley.contracts.Coded;
import org.jspecify.annotations.Nullable;

/// What a policy demands once, or until, its period is over.
enum RetentionAction implements Coded {
    DELETE_AFTER,
    KEEP_AT_LEAST;

    static RetentionAction of(@Nullable String code) {
        return Given.oneOf("rule", values(), code);
    }
}
