package io.parley.consent.scim;

import io.parley.consent.scim.Attribute.Type;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Brings what a client sent into the form that the schemas name: names in their case, values of their types.
///
/// Read-only attributes are passed over (RFC 7644 §3.5.1), and so is what no schema knows (§3.3: a provider may ignore
/// what it does not keep, which is why it answers with what it kept). Null and the empty array mean unassigned
/// (RFC 7643 §2.5). The big clients send booleans as text (`"False"`) and one value where several may stand; both are
/// taken.
final class ResourceReader {

    private static final int MAX_CHARS = 16_384;
    private static final int MAX_VALUES = 100_000;

    private ResourceReader() {}

    static ObjectNode read(JsonNode body, ResourceType type) {
        if (!body.isObject()) {
            throw new ScimException(400, "invalidSyntax", "body (expected: a JSON object)");
        }
        checkSchemas(body, type);
        return object(body, type.attributes());
    }

    /// Absent is taken for right; wrong is refused.
    private static void checkSchemas(JsonNode body, ResourceType type) {
        Optional<JsonNode> given = member(body, "schemas");
        boolean wrong = given.isPresent()
                && given.get().valueStream().noneMatch(urn -> type.schema().equalsIgnoreCase(urn.asString("")));
        if (wrong) {
            throw new ScimException(400, "invalidSyntax", "schemas (expected: with " + type.schema() + ")");
        }
    }

    static Optional<JsonNode> member(JsonNode body, String name) {
        return body.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ObjectNode object(JsonNode given, List<Attribute> attributes) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        given.properties()
                .forEach(member -> Attribute.named(attributes, member.getKey())
                        .filter(attribute -> !attribute.readOnly())
                        .ifPresent(attribute -> set(object, attribute, value(member.getValue(), attribute))));
        return object;
    }

    static void set(ObjectNode object, Attribute attribute, @Nullable JsonNode value) {
        if (value == null) {
            object.remove(attribute.name());
        } else {
            object.set(attribute.name(), value);
        }
    }

    /// Null for what is unassigned.
    static @Nullable JsonNode value(JsonNode given, Attribute attribute) {
        if (given.isNull() || given.isContainer() && given.isEmpty()) {
            return null;
        }
        return attribute.multiValued() ? values(given, attribute) : one(given, attribute);
    }

    private static @Nullable JsonNode values(JsonNode given, Attribute attribute) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        if (given.size() > MAX_VALUES) {
            throw invalid(attribute, "at most " + MAX_VALUES + " values");
        }
        (given.isArray() ? given.values() : List.of(given)).forEach(value -> {
            JsonNode read = one(value, attribute);
            if (read != null) {
                values.add(read);
            }
        });
        if (primaries(values) > 1) {
            throw invalid(attribute, "one primary value at most");
        }
        return values.isEmpty() ? null : values;
    }

    static long primaries(ArrayNode values) {
        return values.valueStream()
                .filter(value -> value.path("primary").asBoolean(false))
                .count();
    }

    /// One value of an attribute, whether it may have several or not.
    static @Nullable JsonNode one(JsonNode given, Attribute attribute) {
        return switch (attribute.type()) {
            case COMPLEX -> complex(given, attribute);
            case BOOLEAN -> flag(given, attribute);
            case DATE_TIME -> time(given, attribute);
            case STRING, REFERENCE, BINARY -> text(given, attribute);
        };
    }

    private static @Nullable JsonNode complex(JsonNode given, Attribute attribute) {
        if (given.isString() && attribute.part("value").isPresent()) {
            return JsonNodeFactory.instance.objectNode().set("value", given);
        }
        if (!given.isObject()) {
            throw invalid(attribute, "an object");
        }
        ObjectNode object = object(given, attribute.parts());
        return object.isEmpty() ? null : object;
    }

    private static JsonNode flag(JsonNode given, Attribute attribute) {
        if (given.isBoolean()) {
            return given;
        }
        return switch (given.isString() ? given.asString().toLowerCase(Locale.ROOT) : "") {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw invalid(attribute, "a boolean");
        };
    }

    private static JsonNode time(JsonNode given, Attribute attribute) {
        try {
            OffsetDateTime.parse(given.asString(""));
            return given;
        } catch (DateTimeException e) {
            throw invalid(attribute, "a time like 2026-01-31T12:00:00Z");
        }
    }

    private static JsonNode text(JsonNode given, Attribute attribute) {
        if (!given.isString()) {
            throw invalid(attribute, "a string");
        }
        String text = given.asString();
        int longest = attribute.type() == Type.BINARY ? 4 * MAX_CHARS : MAX_CHARS;
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            throw invalid(attribute, "at most " + longest + " characters, none of them U+0000");
        }
        return given;
    }

    private static ScimException invalid(Attribute attribute, String expected) {
        return ScimException.invalidValue(attribute.name() + " (expected: " + expected + ")");
    }
}
