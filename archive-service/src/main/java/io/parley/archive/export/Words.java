package io.parley.archive.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The content of one version in clear, on its way into an export. Never printed.
final class Words {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] bytes;
    private final JsonNode tree;

    private Words(byte[] bytes, JsonNode tree) {
        this.bytes = bytes;
        this.tree = tree;
    }

    /// What is not JSON stands as one string.
    static Words of(byte[] bytes) {
        try {
            return new Words(bytes, JSON.readTree(bytes));
        } catch (JacksonException notJson) {
            return new Words(bytes, JSON.getNodeFactory().stringNode(new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    /// What was written: the text of a text, the caption of a file; empty for what has neither.
    String text() {
        return Clean.text(tree.path(isText() ? "text" : "caption").asString(""));
    }

    /// The emoji of a reaction, or a title.
    String sign() {
        return Clean.text(tree.path(tree.has("emoji") ? "emoji" : "title").asString(""));
    }

    /// Where there is one field only: the text of a text, and whatever else it may be as JSON.
    String described() {
        return isText() ? text() : Clean.text(json());
    }

    /// The whole content on one line.
    String json() {
        return new String(line(), StandardCharsets.UTF_8);
    }

    /// Of the bytes as they were archived.
    String sha256() {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }

    /// Token by token, so that numbers stay as they were written. Lone surrogates, which UTF-8 cannot carry, are made
    /// visible.
    void writeTo(JsonGenerator out) {
        try (JsonParser in = tree.isString() ? JSON.treeAsTokens(tree) : JSON.createParser(bytes)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> out.writeName(Clean.surrogates(in.getString()));
                    case VALUE_STRING -> out.writeString(Clean.surrogates(in.getString()));
                    default -> out.copyCurrentEventExact(in);
                }
            }
        }
    }

    private boolean isText() {
        return tree.path("type").asString("").equals("text")
                && tree.path("text").isString();
    }

    private byte[] line() {
        var line = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            writeTo(out);
        }
        return line.toByteArray();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
