package io.parley.message.sequence;

import io.parley.contracts.event.MessageAccepted;
import io.parley.message.fact.Fact;

/// What the rules say to a command that is not a repeat.
sealed interface Ruling permits Ruling.Allowed, Ruling.Stands, Decision.Refused {

    /// @param draft the fact without its number and time
    record Allowed(MessageAccepted.Builder draft) implements Ruling {}

    /// What is asked for is so already.
    ///
    /// @param fact that made it so
    record Stands(Fact fact) implements Ruling {}
}
