package io.parley.gateway.send;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The members of one JSON object. Nested values stay bytes, exactly as they came.
///
/// A name given twice is malformed: two readers could pick different ones, and content rules would judge the wrong one.
public final class Fields {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final byte[] json;
    private final Map<String, Field> fields;

    private Fields(byte[] json, Map<String, Field> fields) {
        this.json = json;
        this.fields = fields;
    }

    private record Field(
            JsonToken token, int start, int end, @Nullable String text) {}

    /// @throws DomainException `malformed-request` when this is not exactly one JSON object in UTF-8
    public static Fields of(byte[] json) {
        requireUtf8(json);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("body: not a JSON object");
            }
            Fields read = new Fields(json, members(parser));
            if (parser.nextToken() != null) {
                throw malformed("body: text after the JSON object");
            }
            return read;
        } catch (JacksonException unreadable) {
            throw malformed("body: not readable JSON");
        }
    }

    /// The parser would guess UTF-16 from zero bytes; offsets would then be wrong.
    private static void requireUtf8(byte[] json) {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0 || json[i] == (byte) 0xFE || json[i] == (byte) 0xFF || json[i] == (byte) 0xEF) {
                throw malformed("body: not UTF-8 JSON without a byte order mark");
            }
        }
    }

    private static Map<String, Field> members(JsonParser parser) {
        Map<String, Field> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            String text = token.isScalarValue() ? parser.getString() : null;
            skip(parser);
            members.put(
                    name, new Field(token, start, (int) parser.currentLocation().getByteOffset(), text));
        }
        return members;
    }

    /// Reads every token, so that malformed or doubled names inside are found as well.
    private static void skip(JsonParser parser) {
        var _ = parser.skipChildren();
    }

    private static DomainException malformed(String detail) {
        return new DomainException(ErrorCode.MALFORMED_REQUEST, detail);
    }

    public Optional<String> text(String name) {
        return value(name, JsonToken.VALUE_STRING, "a string").map(field -> String.valueOf(field.text()));
    }

    public Optional<UUID> id(String name) {
        return text(name).map(text -> id(name, text));
    }

    public UUID requireId(String name) {
        return id(name).orElseThrow(() -> missing(name));
    }

    /// A whole number, zero or more.
    public long requireNumber(String name) {
        Field field = value(name, JsonToken.VALUE_NUMBER_INT, "a whole number").orElseThrow(() -> missing(name));
        return number(name, String.valueOf(field.text()));
    }

    /// Absent is false.
    public boolean flag(String name) {
        Field field = fields.get(name);
        if (field == null || field.token() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (field.token() != JsonToken.VALUE_TRUE && field.token() != JsonToken.VALUE_FALSE) {
            throw DomainException.invalid(name, "expected: true or false");
        }
        return field.token() == JsonToken.VALUE_TRUE;
    }

    /// The bytes of an object, as sent.
    public byte[] requireObject(String name) {
        return object(name).orElseThrow(() -> missing(name));
    }

    public List<UUID> ids(String name, int atMost) {
        return value(name, JsonToken.START_ARRAY, "an array of ids")
                .map(field -> ids(name, field, atMost))
                .orElse(List.of());
    }

    /// An object of ids and whole numbers.
    public Map<UUID, Long> numbersById(String name) {
        Optional<byte[]> object = object(name);
        if (object.isEmpty()) {
            return Map.of();
        }
        Fields inner = of(object.get());
        Map<UUID, Long> numbers = new LinkedHashMap<>();
        inner.fields.keySet().forEach(key -> numbers.put(id(name, key), inner.requireNumber(key)));
        return numbers;
    }

    Optional<byte[]> object(String name) {
        return value(name, JsonToken.START_OBJECT, "an object")
                .map(field -> Arrays.copyOfRange(json, field.start(), field.end()));
    }

    private Optional<Field> value(String name, JsonToken expected, String rule) {
        Field field = fields.get(name);
        if (field == null || field.token() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (field.token() != expected) {
            throw DomainException.invalid(name, "expected: " + rule);
        }
        return Optional.of(field);
    }

    private List<UUID> ids(String name, Field field, int atMost) {
        List<UUID> ids = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, field.start(), length(field))) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                ids.add(id(name, parser.getString()));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY || ids.size() > atMost) {
                throw DomainException.invalid(name, "expected: at most " + atMost + " ids");
            }
        }
        return List.copyOf(ids);
    }

    private static int length(Field field) {
        return field.end() - field.start();
    }

    private static UUID id(String name, String text) {
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw DomainException.invalid(name, "expected: a UUID");
        }
    }

    private static long number(String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException tooLong) {
            // answered below like a negative one
        }
        throw DomainException.invalid(name, "expected: 0 or more");
    }

    private static DomainException missing(String name) {
        return DomainException.invalid(name, "required");
    }

    @Override
    public String toString() {
        return "Fields[redacted]";
    }
}
