package io.parley.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One numbered event of a conversation: a message, an edit or recall of one, or a change of its members.
///
/// @param seq dense per conversation, starting at 1
/// @param reaction set when this event is a reaction to the message, or takes one back
/// @param reactions only where the history was read: how the message is reacted to then
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
        @Nullable MessageId replyTo,
        @Nullable MessageId threadId,
        @Nullable List<PersonId> mentions,
        boolean mentionsAll,
        @Nullable Forwarded forwarded,
        @Nullable Reaction reaction,
        @Nullable List<Reactions> reactions) {

    private static final String PURGED = "purged";

    /// Where a forwarded message comes from.
    ///
    /// @param senderId who said it first
    public record Forwarded(MessageId messageId, PersonId senderId, Instant acceptedAt) {}

    /// @param removed the sender took it back
    public record Reaction(String emoji, boolean removed) {}

    /// How a message was reacted to when the history was read.
    ///
    /// @param personIds the first of them
    public record Reactions(String emoji, int count, List<PersonId> personIds) {}

    /// An event that says nothing but what it is about.
    static Message of(@Nullable ConversationId conversation, long seq, @Nullable Content content) {
        return new Message(
                conversation, seq, null, null, content, null, null, false, null, null, null, false, null, null, null);
    }

    /// What is left of it once retention destroyed it.
    Message purged() {
        Content gone = new Content(Json.MAPPER.createObjectNode().put("type", PURGED));
        return new Message(
                conversationId,
                seq,
                messageId,
                null,
                gone,
                acceptedAt,
                null,
                false,
                null,
                null,
                null,
                false,
                null,
                null,
                null);
    }

    /// Retention destroyed it: only its number, time and ids are left.
    public boolean isPurged() {
        return content != null && content.type().equals(PURGED);
    }

    static Message said(MessageId id, Content content, SendOptions options) {
        return new Message(
                null,
                0,
                id,
                null,
                content,
                null,
                null,
                false,
                options.replyTo(),
                options.threadId(),
                options.mentions().isEmpty() ? null : options.mentions(),
                options.mentionsAll(),
                null,
                null,
                null);
    }

    static Message edited(MessageId id, Content content) {
        return new Message(null, 0, id, null, content, null, id, false, null, null, null, false, null, null, null);
    }

    static Message recalled(MessageId id) {
        return new Message(null, 0, id, null, null, null, null, true, null, null, null, false, null, null, null);
    }

    static Message reacted(MessageId id, Reaction reaction) {
        return new Message(null, 0, id, null, null, null, null, false, null, null, null, false, null, reaction, null);
    }

    Message accepted(ConversationId in, Accepted answer, @Nullable PersonId by) {
        return new Message(
                in,
                answer.seq(),
                messageId,
                by,
                content,
                answer.acceptedAt(),
                editOf,
                recalled,
                replyTo,
                threadId,
                mentions,
                mentionsAll,
                forwarded,
                reaction,
                reactions);
    }

    /// The text of a text message, otherwise empty.
    public String text() {
        return content == null ? "" : content.text();
    }

    Message in(ConversationId conversation) {
        return new Message(
                conversation,
                seq,
                messageId,
                senderId,
                content,
                acceptedAt,
                editOf,
                recalled,
                replyTo,
                threadId,
                mentions,
                mentionsAll,
                forwarded,
                reaction,
                reactions);
    }
}
