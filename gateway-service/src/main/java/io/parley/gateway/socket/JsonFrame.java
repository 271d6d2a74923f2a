package io.parley.gateway.socket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import tools.jackson.core.io.JsonStringEncoder;

/// Writes one frame straight to bytes. Content goes in as the bytes it came in; nothing is parsed or copied twice.
final class JsonFrame {

    private static final int USUAL_BYTES = 384;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);

    private JsonFrame() {}

    static JsonFrame of(ServerFrameType type) {
        return object().with("type", type.wire());
    }

    static JsonFrame object() {
        return new JsonFrame();
    }

    JsonFrame with(String name, String value) {
        name(name);
        text(value);
        return this;
    }

    JsonFrame with(String name, Instant value) {
        return with(name, Times.rfc3339(value));
    }

    JsonFrame with(String name, long value) {
        return raw(name, ascii(Long.toString(value)));
    }

    JsonFrame with(String name, boolean value) {
        return raw(name, ascii(Boolean.toString(value)));
    }

    JsonFrame with(String name, Collection<?> values) {
        name(name);
        bytes.write('[');
        boolean first = true;
        for (Object value : values) {
            if (!first) {
                bytes.write(',');
            }
            first = false;
            element(value);
        }
        bytes.write(']');
        return this;
    }

    JsonFrame with(String name, JsonFrame nested) {
        return raw(name, nested.end());
    }

    /// @param json a whole JSON value in UTF-8
    JsonFrame raw(String name, byte[] json) {
        name(name);
        bytes.writeBytes(json);
        return this;
    }

    byte[] end() {
        if (bytes.size() == 0) {
            bytes.write('{');
        }
        bytes.write('}');
        return bytes.toByteArray();
    }

    private void element(Object value) {
        if (value instanceof JsonFrame nested) {
            bytes.writeBytes(nested.end());
        } else {
            text(value.toString());
        }
    }

    private void name(String name) {
        bytes.write(bytes.size() == 0 ? '{' : ',');
        bytes.write('"');
        bytes.writeBytes(ascii(name));
        bytes.write('"');
        bytes.write(':');
    }

    private void text(String value) {
        bytes.write('"');
        bytes.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(value));
        bytes.write('"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
