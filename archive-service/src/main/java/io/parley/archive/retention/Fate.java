package io.parley.archive.retention;

/// What the rule says of one record.
sealed interface Fate {

    /// No policy would delete it, or none yet.
    record Stays() implements Fate {}

    /// This policy would delete it, and something forbids that.
    record HeldBack(PolicyId policy, Bar bar) implements Fate {}

    record Due(PolicyId policy) implements Fate {}
}
