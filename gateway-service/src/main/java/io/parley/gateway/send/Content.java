package io.parley.gateway.send;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.FileId;
import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// What a message says: a JSON object with a `type`, kept byte for byte. Never printed.
public final class Content {

    static final int MAX_TEXT_CHARS = 16_384;
    static final int MAX_BYTES = 65_536;
    /// A text of the longest kind, each character escaped, still fits.
    static final int MAX_TEXT_BYTES = 131_072;
    private static final int MAX_TYPE_CHARS = 64;
    /// What these show is a file: the sender must have the right to show it.
    private static final Set<String> FILE_TYPES = Set.of("file", "image", "voice", "video");

    private final String type;
    private final byte[] json;
    private final List<FileId> files;

    private Content(String type, byte[] json, List<FileId> files) {
        this.type = type;
        this.files = files;
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
        return new Content(type, json, FILE_TYPES.contains(type) ? List.of(file(fields)) : List.of());
    }

    private static FileId file(Fields fields) {
        String id = fields.text("fileId").orElseThrow(() -> DomainException.invalid("content.fileId", "required"));
        try {
            return FileId.parse(id);
        } catch (IllegalArgumentException notAnId) {
            throw DomainException.invalid("content.fileId", "expected: a UUID");
        }
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

    List<FileId> files() {
        return files;
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
