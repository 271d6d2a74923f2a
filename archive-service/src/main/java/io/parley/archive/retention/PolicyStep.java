package io.parley.archive.retention;

import java.util.Locale;

/// The life of a policy after it was asked for.
enum PolicyStep {
    APPROVED,
    REFUSED,
    /// Still in force: a duty to keep ends only when another person agrees.
    RETIRE_REQUESTED,
    RETIRED;

    static PolicyStep of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
