package io.parley.message.sequence;

import io.parley.contracts.event.MessageAccepted;

/// What the rules say to a command that is not a repeat.
sealed interface Ruling permits Ruling.Allowed, Decision.Refused {

    /// @param draft the fact without its number and time
    record Allowed(MessageAccepted.Builder draft) implements Ruling {}
}
