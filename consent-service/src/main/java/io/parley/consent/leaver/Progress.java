package io.parley.consent.leaver;

import java.time.Duration;

/// What came of trying a step.
sealed interface Progress {

    record Done(int conversations) implements Progress {}

    /// Some of it was done; the rest at once.
    record Partly(int conversations) implements Progress {}

    /// Nothing is wrong, but it has to wait.
    record NotYet(Duration pause) implements Progress {}

    /// @param code stable, without anything about the person
    record Failed(String code) implements Progress {}
}
