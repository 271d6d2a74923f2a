package io.parley.gateway.send;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;

/// What a message says: a JSON object with a `type`, kept byte for byte. Never printed.
public final class Content {

    static final int MAX_TEXT_CHARS = 16_384;
    static final int MAX_BYTES = 65_536;
    /// A text of the longest kind, each character escaped, still fits.
    static final int MAX_TEXT_BYTES = 131_072;
    private static final int MAX_TYPE_CHARS = 64;

    private final String type;
    private final byte[] json;

    private Content(String type, byte[] json) {
        this.type = type;
        this.json = json;
    }

    /// @throws DomainException `invalid-request` or `too-large`
    public static Content of(byte[] json) {
        Fields fields = Fields.of(json);
        String type = fields.text("type").orElseThrow(() -> DomainException.invalid("content.type", "required"));
        if (type.isBlank() || type.length() > MAX_TYPE_CHARS) {
            throw DomainException.invalid("content.type", "expected: 1.." + MAX_TYPE_CHARS + " characters, not blank");
        }
        boolean text = "text".equals(type);
        if (text) {
            checkText(fields);
        }
        requireSize(json.length, text ? MAX_TEXT_BYTES : MAX_BYTES, "bytes");
        return new Content(type, json);
    }

    private static void checkText(Fields fields) {
        String text = fields.text("text").orElseThrow(() -> DomainException.invalid("content.text", "required"));
        if (text.isBlank()) {
            throw DomainException.invalid("content.text", "expected: not blank");
        }
        requireSize(text.length(), MAX_TEXT_CHARS, "characters");
    }

    private static void requireSize(int size, int atMost, String unit) {
        if (size > atMost) {
            throw new DomainException(
                    ErrorCode.TOO_LARGE, "content: " + size + " " + unit + " (expected: at most " + atMost + ")");
        }
    }

    public String type() {
        return type;
    }

    byte[] json() {
        return json;
    }

    String asText() {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
