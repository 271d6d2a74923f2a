package io.parley.consent.scim;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// A PATCH (RFC 7644 §3.5.2). All operations or none: they are applied to a copy.
record ScimPatch(
        @Nullable List<String> schemas,

        @JsonProperty("Operations") @JsonAlias("operations") @Nullable
        List<Operation> operations) {

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static final int MAX_OPERATIONS = 1_000;

    record Operation(
            @Nullable String op,
            @Nullable String path,
            @Nullable JsonNode value) {}

    /// The resource as it would be; fails with `invalidSyntax`, `invalidPath`, `invalidFilter`, `noTarget`,
    /// `invalidValue` or `mutability`.
    ObjectNode applyTo(ObjectNode resource, ResourceType type) {
        checkForm();
        ObjectNode changed = resource.deepCopy();
        for (Operation operation : operations == null ? List.<Operation>of() : operations) {
            apply(operation, changed, type);
        }
        type.attributes().stream()
                .filter(attribute -> !attribute.readOnly())
                .filter(attribute -> unassigned(attribute, resource, changed))
                .findFirst()
                .ifPresent(attribute -> {
                    throw mutability(attribute.name() + " (expected: assigned, it is required)");
                });
        return changed;
    }

    private void checkForm() {
        if (schemas != null && !schemas.contains(SCHEMA)) {
            throw new ScimException(400, "invalidSyntax", "schemas (expected: " + SCHEMA + ")");
        }
        if (operations == null || operations.isEmpty() || operations.size() > MAX_OPERATIONS) {
            throw new ScimException(400, "invalidSyntax", "Operations (expected: 1.." + MAX_OPERATIONS + ")");
        }
    }

    private static boolean unassigned(Attribute attribute, JsonNode before, JsonNode after) {
        JsonNode was = before.path(attribute.name());
        JsonNode is = after.path(attribute.name());
        if (attribute.required() && !was.isMissingNode() && is.isMissingNode()) {
            return true;
        }
        return attribute.complex()
                && !attribute.multiValued()
                && attribute.parts().stream().anyMatch(part -> unassigned(part, was, is));
    }

    private static void apply(Operation operation, ObjectNode resource, ResourceType type) {
        switch (String.valueOf(operation.op()).toLowerCase(Locale.ROOT)) {
            case "add" -> write(operation, resource, type, true);
            case "replace" -> write(operation, resource, type, false);
            case "remove" -> remove(operation, resource, type);
            default -> throw new ScimException(400, "invalidSyntax", "op (expected: add, replace or remove)");
        }
    }

    private static void write(Operation operation, ObjectNode resource, ResourceType type, boolean add) {
        JsonNode value = operation.value();
        if (value == null) {
            throw ScimException.invalidValue("value: missing (expected: a value)");
        }
        String path = operation.path();
        if (path != null) {
            write(PatchPath.parse(path, type), value, resource, add);
        } else if (value.isObject()) {
            writeAll(value, resource, type, add);
        } else {
            throw new ScimException(400, "noTarget", "path: missing (expected: a path, or an object as the value)");
        }
    }

    private static void write(PatchPath path, JsonNode value, ObjectNode resource, boolean add) {
        if (path.readOnly()) {
            throw mutability(path.attribute() + " (expected: an attribute that may be written)");
        }
        PatchTarget.of(path, resource).write(value, add);
    }

    /// Members that no schema names are passed over, as in a POST; a name may be a path, as some clients have it.
    private static void writeAll(JsonNode members, ObjectNode resource, ResourceType type, boolean add) {
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            Optional<AttributePath> known = type.find(member.getKey());
            if (known.isPresent() && !member.getKey().equalsIgnoreCase("schemas")) {
                write(new PatchPath(known.get(), Optional.empty(), Optional.empty()), member.getValue(), resource, add);
            }
        }
    }

    private static void remove(Operation operation, ObjectNode resource, ResourceType type) {
        String text = operation.path();
        if (text == null) {
            throw new ScimException(400, "noTarget", "path: missing (expected: what to remove)");
        }
        PatchPath path = PatchPath.parse(text, type);
        if (path.readOnly()) {
            throw mutability(path.attribute() + " (expected: an attribute that may be written)");
        }
        PatchTarget.of(path, resource).remove(operation.value() == null ? NullNode.instance : operation.value());
    }

    private static ScimException mutability(String detail) {
        return new ScimException(400, "mutability", detail);
    }
}
