package io.parley.acceptance;

import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Frames as a client writes them, and which of the server's are meant.
final class Frames {

    private Frames() {}

    static String send(ConversationId conversation, MessageId id, String text) {
        return "{\"type\":\"send\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}}"
                .formatted(id, conversation, text);
    }

    static Predicate<JsonNode> about(MessageId id) {
        return frame -> frame.path("messageId").asString("").equals(id.toString());
    }

    static Predicate<JsonNode> of(Persona person) {
        return frame -> frame.path("personId").asString("").equals(person.id().toString());
    }
}
