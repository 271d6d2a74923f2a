package io.parley.archive.reading;

import io.parley.contracts.ConversationId;
import java.util.UUID;

/// A message within its conversation: clients choose message ids, so an id alone might name two.
record MessageKey(ConversationId conversation, UUID message) {}
