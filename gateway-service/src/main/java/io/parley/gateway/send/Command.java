package io.parley.gateway.send;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Emoji;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
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

    record Post(MessageId messageId, ConversationId conversationId, Content content, References references)
            implements Command {

        @Override
        public UUID commandId() {
            return messageId.value();
        }
    }

    /// Says again what was said elsewhere.
    record Forward(
            MessageId messageId,
            ConversationId conversationId,
            ConversationId from,
            MessageId original,
            References references)
            implements Command {

        @Override
        public UUID commandId() {
            return messageId.value();
        }
    }

    /// What and whom a new message refers to.
    ///
    /// @param threadId the message that began the thread
    record References(
            Optional<MessageId> replyTo, Optional<MessageId> threadId, List<PersonId> mentions, boolean mentionsAll) {

        public References {
            mentions = List.copyOf(mentions);
        }

        static References of(Fields fields) {
            List<UUID> people = fields.ids("mentions", MAX_MENTIONS);
            return new References(
                    fields.id("replyTo").map(MessageId::new),
                    fields.id("threadId").map(MessageId::new),
                    people.isEmpty()
                            ? List.of()
                            : people.stream().map(PersonId::new).toList(),
                    fields.flag("mentionsAll"));
        }
    }

    record Edit(UUID commandId, MessageId messageId, ConversationId conversationId, Content content)
            implements Command {}

    record Recall(UUID commandId, MessageId messageId, ConversationId conversationId) implements Command {}

    /// @param removed takes the reaction back
    record React(UUID commandId, MessageId messageId, ConversationId conversationId, Emoji emoji, boolean removed)
            implements Command {}

    /// @throws io.parley.platform.problem.DomainException naming the field that breaks a rule
    static Command post(Fields fields, ConversationId conversation) {
        var message = new MessageId(fields.requireId("messageId"));
        References references = References.of(fields);
        Optional<byte[]> forwardOf = fields.object("forwardOf");
        if (forwardOf.isEmpty()) {
            return new Post(message, conversation, Content.of(fields.requireObject("content")), references);
        }
        if (fields.object("content").isPresent()) {
            throw DomainException.invalid("forwardOf", "expected: not together with content");
        }
        return forward(message, conversation, Fields.of(forwardOf.get()), references);
    }

    private static Forward forward(
            MessageId message, ConversationId conversation, Fields original, References references) {
        return new Forward(
                message,
                conversation,
                new ConversationId(original.requireId("conversationId")),
                new MessageId(original.requireId("messageId")),
                references);
    }

    /// An edit takes no name from its text: going back to an earlier text would then be taken for a repeat and be lost,
    /// and a digest in clear would tell of a text whose key was destroyed.
    ///
    /// @param commandId given by a caller that may repeat the wish; else each call is a wish of its own
    static Edit edit(Fields fields, Optional<UUID> commandId, MessageId message, ConversationId conversation) {
        Content content = Content.of(fields.requireObject("content"));
        return new Edit(commandId.orElseGet(Ids::next), message, conversation, content);
    }

    /// What is there already changes nothing, so repeating it is safe with or without a name.
    static React react(
            String emoji, boolean removed, Optional<UUID> commandId, MessageId message, ConversationId conversation) {
        if (!Emoji.isOne(emoji)) {
            throw DomainException.invalid(
                    "emoji", "expected: one emoji of at most " + Emoji.MAX_CODE_POINTS + " code points");
        }
        return new React(commandId.orElseGet(Ids::next), message, conversation, new Emoji(emoji), removed);
    }

    /// A message is recalled once, so the wish takes its name from the message: repeating it is always the same wish.
    static Recall recall(MessageId message, ConversationId conversation) {
        byte[] name = ("recall " + message).getBytes(StandardCharsets.UTF_8);
        return new Recall(UUID.nameUUIDFromBytes(name), message, conversation);
    }
}
