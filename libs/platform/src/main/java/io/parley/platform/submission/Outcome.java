package io.parley.platform.submission;

import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;

/// How message-service answered a command.
public sealed interface Outcome {

    record Accepted(MessageAccepted fact) implements Outcome {}

    record Refused(MessageRejected refusal) implements Outcome {}
}
