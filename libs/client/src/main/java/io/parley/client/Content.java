package io.parley.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a message says: a JSON object with a `type`; types this SDK does not know survive a round trip. Never printed.
public record Content(@JsonValue ObjectNode json) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Content {
        if (!json.path("type").isString()) {
            throw new IllegalArgumentException("content.type: absent (expected: a string)");
        }
    }

    public static Content text(String text) {
        return new Content(
                JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text));
    }

    /// @param type `file`, `image`, `voice` or `video`
    public static Content file(String type, FileId file) {
        return new Content(
                JsonNodeFactory.instance.objectNode().put("type", type).put("fileId", file.toString()));
    }

    public String type() {
        return json.get("type").asString();
    }

    /// The text of a `text` message, empty for every other type.
    public String text() {
        return json.path("text").asString("");
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
