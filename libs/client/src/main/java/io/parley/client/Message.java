package io.parley.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One numbered event of a conversation: a message, an edit or recall of one, or a change of its members.
///
/// @param seq dense per conversation, starting at 1
/// @param content absent on a recall, and where it may not be shown
public record Message(
        @Nullable ConversationId conversationId,
        long seq,
        @Nullable MessageId messageId,
        @Nullable PersonId senderId,
        @Nullable Content content,
        @Nullable Instant acceptedAt,
        @Nullable MessageId editOf,
        boolean recalled,
        @Nullable MessageId replyTo) {

    /// The text of a text message, otherwise empty.
    public String text() {
        return content == null ? "" : content.text();
    }

    Message in(ConversationId conversation) {
        return new Message(conversation, seq, messageId, senderId, content, acceptedAt, editOf, recalled, replyTo);
    }
}
