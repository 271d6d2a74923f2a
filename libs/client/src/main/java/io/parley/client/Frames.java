package io.parley.client;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The frames a client sends.
final class Frames {

    private Frames() {}

    static String hello(String deviceId, Map<ConversationId, Long> cursors) {
        ObjectNode frame = typed("hello").put("deviceId", deviceId);
        ObjectNode known = frame.putObject("cursors");
        cursors.forEach((conversation, seq) -> known.put(conversation.toString(), seq));
        return frame.toString();
    }

    /// An edit is named by a `commandId`, so that sending it again after a reconnect is the same wish.
    static String about(String type, MessageId message, ConversationId conversation, @Nullable Content content) {
        ObjectNode frame =
                typed(type).put("messageId", message.toString()).put("conversationId", conversation.toString());
        if (content != null) {
            frame.set("content", content.json());
        }
        if (type.equals("edit")) {
            frame.put("commandId", MessageId.next().toString());
        }
        return frame.toString();
    }

    /// The body of a new message, by REST as well as in a frame.
    static ObjectNode said(MessageId message, Content content, SendOptions options) {
        ObjectNode said = Json.MAPPER.createObjectNode().put("messageId", message.toString());
        said.set("content", content.json());
        return refer(said, options);
    }

    static ObjectNode forwarded(MessageId message, ConversationId from, MessageId original, SendOptions options) {
        ObjectNode said = Json.MAPPER.createObjectNode().put("messageId", message.toString());
        said.putObject("forwardOf").put("conversationId", from.toString()).put("messageId", original.toString());
        return refer(said, options);
    }

    static String send(ConversationId conversation, ObjectNode said) {
        ObjectNode frame = typed("send").put("conversationId", conversation.toString());
        frame.setAll(said);
        return frame.toString();
    }

    private static ObjectNode refer(ObjectNode said, SendOptions options) {
        if (options.replyTo() != null) {
            said.put("replyTo", options.replyTo().toString());
        }
        if (options.threadId() != null) {
            said.put("threadId", options.threadId().toString());
        }
        if (!options.mentions().isEmpty()) {
            var mentions = said.putArray("mentions");
            options.mentions().forEach(person -> mentions.add(person.toString()));
        }
        return options.mentionsAll() ? said.put("mentionsAll", true) : said;
    }

    static String react(MessageId message, ConversationId conversation, Message.Reaction reaction) {
        ObjectNode frame = typed("react")
                .put("messageId", message.toString())
                .put("conversationId", conversation.toString())
                .put("emoji", reaction.emoji());
        return (reaction.removed() ? frame.put("remove", true) : frame).toString();
    }

    static String mark(String type, ConversationId conversation, long seq) {
        return typed(type)
                .put("conversationId", conversation.toString())
                .put("seq", seq)
                .toString();
    }

    static String typing(ConversationId conversation) {
        return typed("typing").put("conversationId", conversation.toString()).toString();
    }

    static String subscribe(Collection<PersonId> people) {
        ObjectNode frame = typed("subscribe");
        var list = frame.putArray("presence");
        people.forEach(person -> list.add(person.toString()));
        return frame.toString();
    }

    static String authenticate(String token) {
        return typed("authenticate").put("token", token).toString();
    }

    static String ping() {
        return typed("ping").toString();
    }

    private static ObjectNode typed(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }
}
