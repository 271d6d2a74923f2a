package io.parley.consent.scim;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A PATCH of a user (RFC 7644 §3.5.2): one attribute per operation by path, or several in a value without a path. The
/// big provisioning clients differ in case (`Replace`) and send booleans as text (`"False"`); both are taken.
record ScimPatch(
        @JsonProperty("Operations") @JsonAlias("operations") @Nullable
        List<Operation> operations) {

    /// By lower-case path, since attribute names are case-insensitive (RFC 7643 §2.1): where it stands in the user.
    private static final Map<String, List<String>> PLACES = Map.of(
            "active",
            List.of("active"),
            "username",
            List.of("userName"),
            "displayname",
            List.of("displayName"),
            "externalid",
            List.of("externalId"),
            "name.formatted",
            List.of("name", "formatted"),
            "name.givenname",
            List.of("name", "givenName"),
            "name.familyname",
            List.of("name", "familyName"),
            extension("kind"),
            List.of(ScimUser.PERSON_SCHEMA, "kind"),
            extension("region"),
            List.of(ScimUser.PERSON_SCHEMA, "region"),
            extension("birthdate"),
            List.of(ScimUser.PERSON_SCHEMA, "birthDate"));

    private static final String CORE = ScimUser.USER_SCHEMA.toLowerCase(Locale.ROOT) + ":";

    record Operation(
            @Nullable String op,
            @Nullable String path,
            @Nullable JsonNode value) {}

    /// The user as it would be; fails with `invalidSyntax`, `invalidPath`, `noTarget` or `invalidValue`.
    ScimUser applyTo(ScimUser user, JsonMapper json) {
        if (operations == null || operations.isEmpty()) {
            throw new ScimException(400, "invalidSyntax", "Operations: missing (expected: at least one)");
        }
        ObjectNode tree = json.valueToTree(user);
        operations.forEach(operation -> apply(operation, tree));
        return json.treeToValue(tree, ScimUser.class);
    }

    private static void apply(Operation operation, ObjectNode user) {
        switch (String.valueOf(operation.op()).toLowerCase(Locale.ROOT)) {
            case "add", "replace" -> write(operation, user);
            case "remove" -> remove(operation, user);
            default -> throw new ScimException(400, "invalidSyntax", "op (expected: add, replace or remove)");
        }
    }

    private static void write(Operation operation, ObjectNode user) {
        JsonNode value = operation.value();
        if (value == null) {
            throw ScimException.invalidValue("value: missing (expected: a value)");
        }
        String path = operation.path();
        if (path != null && !value.isObject()) {
            put(place(path), value, user);
        } else if (value.isObject()) {
            putAll(path == null ? "" : prefix(path), value, user);
        } else {
            throw new ScimException(400, "noTarget", "path: missing (expected: a path, or an object as the value)");
        }
    }

    /// Members that Parley does not keep are passed over, as in a POST.
    private static void putAll(String prefix, JsonNode members, ObjectNode user) {
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            List<String> place = PLACES.get(normal(prefix + member.getKey()));
            if (place != null) {
                put(place, member.getValue(), user);
            } else if (member.getValue().isObject()) {
                putAll(prefix(member.getKey()), member.getValue(), user);
            }
        }
    }

    private static String prefix(String path) {
        return path.equalsIgnoreCase(ScimUser.PERSON_SCHEMA) ? path + ":" : path + ".";
    }

    private static void remove(Operation operation, ObjectNode user) {
        String path = operation.path();
        if (path == null) {
            throw new ScimException(400, "noTarget", "path: missing (expected: what to remove)");
        }
        List<String> place = place(path);
        parent(place, user).remove(place.getLast());
    }

    private static void put(List<String> place, JsonNode value, ObjectNode user) {
        parent(place, user).set(place.getLast(), checked(place, value));
    }

    private static ObjectNode parent(List<String> place, ObjectNode user) {
        return place.size() == 1 ? user : user.withObjectProperty(place.getFirst());
    }

    private static JsonNode checked(List<String> place, JsonNode value) {
        boolean flag = place.equals(List.of("active"));
        if (flag && value instanceof StringNode text) {
            return flag(text);
        }
        if (flag ? !value.isBoolean() : !value.isString() && !value.isNull()) {
            throw ScimException.invalidValue(
                    String.join(".", place) + " (expected: a " + (flag ? "boolean)" : "string)"));
        }
        return value;
    }

    private static JsonNode flag(StringNode text) {
        return switch (text.asString().toLowerCase(Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw ScimException.invalidValue("active (expected: a boolean)");
        };
    }

    private static List<String> place(String path) {
        List<String> place = PLACES.get(normal(path));
        if (place == null) {
            throw new ScimException(
                    400, "invalidPath", "path (expected: an attribute that Parley keeps, without filter)");
        }
        return place;
    }

    private static String normal(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.startsWith(CORE) ? lower.substring(CORE.length()) : lower;
    }

    private static String extension(String attribute) {
        return ScimUser.PERSON_SCHEMA.toLowerCase(Locale.ROOT) + ":" + attribute;
    }
}
