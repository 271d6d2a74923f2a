package io.parley.archive.retention;

import io.parley.contracts.Coded;

/// The life of a policy after it was asked for.
enum PolicyStep implements Coded {
    APPROVED,
    REFUSED,
    /// Still in force: a duty to keep ends only when another person agrees.
    RETIRE_REQUESTED,
    RETIRED;

    static PolicyStep of(String code) {
        return Coded.stored(values(), code);
    }
}
