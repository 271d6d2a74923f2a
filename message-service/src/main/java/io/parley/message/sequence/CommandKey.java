package io.parley.message.sequence;

import io.parley.contracts.ConversationId;
import java.util.UUID;

/// A command's (or message's) place: ids that clients choose count only within their conversation.
record CommandKey(ConversationId conversationId, UUID id) {}
