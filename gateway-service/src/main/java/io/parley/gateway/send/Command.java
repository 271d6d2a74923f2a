package io.parley.gateway.send;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a person asks to happen to a message.
public sealed interface Command {

    int MAX_MENTIONS = 100;

    /// Names this wish: the same id again is the same wish.
    UUID commandId();

    MessageId messageId();

    ConversationId conversationId();

    record Post(
            MessageId messageId,
            ConversationId conversationId,
            Content content,
            Optional<MessageId> replyTo,
            List<PersonId> mentions)
            implements Command {

        public Post {
            mentions = List.copyOf(mentions);
        }

        @Override
        public UUID commandId() {
            return messageId.value();
        }
    }

    record Edit(UUID commandId, MessageId messageId, ConversationId conversationId, Content content)
            implements Command {}

    record Recall(UUID commandId, MessageId messageId, ConversationId conversationId) implements Command {}

    /// @throws io.parley.platform.problem.DomainException naming the field that breaks a rule
    static Post post(Fields fields, ConversationId conversation) {
        var message = new MessageId(fields.requireId("messageId"));
        Content content = Content.of(fields.requireObject("content"));
        List<PersonId> mentions =
                fields.ids("mentions", MAX_MENTIONS).stream().map(PersonId::new).toList();
        return new Post(message, conversation, content, fields.id("replyTo").map(MessageId::new), mentions);
    }

    /// @param commandId given by a caller that may repeat the wish; else each call is a wish of its own
    static Edit edit(Fields fields, Optional<UUID> commandId, MessageId message, ConversationId conversation) {
        Content content = Content.of(fields.requireObject("content"));
        return new Edit(commandId.orElseGet(Ids::next), message, conversation, content);
    }

    /// A message is recalled once, so the wish takes its name from the message: repeating it is always the same wish.
    static Recall recall(MessageId message, ConversationId conversation) {
        byte[] name = ("recall " + message).getBytes(StandardCharsets.UTF_8);
        return new Recall(UUID.nameUUIDFromBytes(name), message, conversation);
    }
}
