package io.parley.consent.scim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Where in a resource a PATCH operation works.
///
/// @param parents the object that the attribute belongs to and those around it, outermost first
record PatchTarget(PatchPath path, List<ObjectNode> parents) {

    static PatchTarget of(PatchPath path, ObjectNode resource) {
        List<ObjectNode> parents = new ArrayList<>(List.of(resource));
        List<Attribute> steps = path.attribute().steps();
        for (Attribute step : steps.subList(0, steps.size() - 1)) {
            if (step.multiValued()) {
                throw new ScimException(
                        400, "invalidPath", "path (expected: a filter that chooses of " + step.name() + ")");
            }
            ObjectNode parent = parents.getLast();
            parents.add(
                    parent.path(step.name()) instanceof ObjectNode inner
                            ? inner
                            : JsonNodeFactory.instance.objectNode());
        }
        return new PatchTarget(path, parents);
    }

    private Attribute attribute() {
        return path.attribute().last();
    }

    private ObjectNode parent() {
        return parents.getLast();
    }

    void write(JsonNode value, boolean add) {
        if (path.filter().isPresent()) {
            writeChosen(path.filter().get(), value, add);
        } else if (attribute().multiValued()) {
            writeSeveral(value, add);
        } else if (attribute().complex() && value.isObject()) {
            ResourceReader.set(
                    parent(), attribute(), merged(parent().path(attribute().name()), value, attribute()));
        } else {
            ResourceReader.set(parent(), attribute(), ResourceReader.value(value, attribute()));
        }
        attach();
    }

    /// Parts that the value does not name stay as they are.
    private static @Nullable JsonNode merged(JsonNode before, JsonNode value, Attribute attribute) {
        ObjectNode merged = before instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        for (Attribute part : attribute.parts()) {
            ResourceReader.member(value, part.name())
                    .filter(_ -> !part.readOnly())
                    .ifPresent(given -> {
                        boolean deep = part.complex() && !part.multiValued() && given.isObject();
                        ResourceReader.set(
                                merged,
                                part,
                                deep
                                        ? merged(merged.path(part.name()), given, part)
                                        : ResourceReader.value(given, part));
                    });
        }
        return merged.isEmpty() ? null : merged;
    }

    private void writeSeveral(JsonNode value, boolean add) {
        JsonNode given = ResourceReader.value(value, attribute());
        if (!add || given == null) {
            if (!add) {
                ResourceReader.set(parent(), attribute(), given);
            }
            return;
        }
        ArrayNode values = parent().path(attribute().name()) instanceof ArrayNode there
                ? there
                : JsonNodeFactory.instance.arrayNode();
        Set<JsonNode> known = new HashSet<>();
        values.forEach(one -> known.add(identity(one)));
        for (JsonNode one : given) {
            if (known.add(identity(one))) {
                demoteOthers(values, one);
                values.add(one);
            }
        }
        parent().set(attribute().name(), values);
    }

    /// Members of groups are the same by their value, whatever else is said of them.
    private JsonNode identity(JsonNode value) {
        return attribute().name().equals("members") ? value.path("value") : value;
    }

    private void writeChosen(Filter filter, JsonNode value, boolean add) {
        ArrayNode values = values();
        List<ObjectNode> chosen = chosen(filter, values);
        if (chosen.isEmpty()) {
            if (!add) {
                throw noTarget();
            }
            chosen.add(described(filter, values));
        }
        chosen.forEach(one -> {
            writeInto(one, value);
            demoteOthers(values, one);
        });
    }

    private void writeInto(ObjectNode one, JsonNode value) {
        if (path.part().isPresent()) {
            Attribute part = path.part().get();
            ResourceReader.set(one, part, ResourceReader.value(value, part));
        } else if (value.isObject()) {
            merged(one, value, attribute());
        } else {
            throw ScimException.invalidValue(attribute().name() + " (expected: an object)");
        }
    }

    /// What the filter asks for is made when nobody is it yet: the way in which big clients add a work address.
    private ObjectNode described(Filter filter, ArrayNode values) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        describe(filter, made);
        values.add(made);
        parent().set(attribute().name(), values);
        return made;
    }

    private static void describe(Filter filter, ObjectNode made) {
        switch (filter) {
            case Filter.And(var all) -> all.forEach(one -> describe(one, made));
            case Filter.Compare(AttributePath part, Filter.Operator operator, JsonNode value)
            when operator == Filter.Operator.EQ && part.single() ->
                made.set(part.last().name(), value);
            case Filter.Compare _, Filter.Or _, Filter.Not _, Filter.Present _, Filter.ValuePath _ -> throw noTarget();
        }
    }

    /// Whoever becomes the primary value is the only one (RFC 7644 §3.5.2).
    private static void demoteOthers(ArrayNode values, JsonNode primary) {
        if (primary.path("primary").asBoolean(false)) {
            values.valueStream()
                    .filter(other -> other != primary && other.path("primary").asBoolean(false))
                    .forEach(other -> ((ObjectNode) other).set("primary", BooleanNode.FALSE));
        }
    }

    /// @param listed the values to remove, as some clients name them; else null
    void remove(JsonNode listed) {
        if (path.filter().isPresent()) {
            removeChosen(path.filter().get());
        } else if (attribute().multiValued() && !listed.isNull() && !listed.isEmpty()) {
            removeListed(listed);
        } else {
            parent().remove(attribute().name());
        }
        attach();
    }

    private void removeChosen(Filter filter) {
        ArrayNode values = values();
        List<ObjectNode> chosen = chosen(filter, values);
        if (chosen.isEmpty()) {
            throw noTarget();
        }
        if (path.part().isPresent()) {
            chosen.forEach(one -> one.remove(path.part().get().name()));
        } else {
            keepOnly(values, value -> chosen.stream().noneMatch(one -> one == value));
        }
    }

    private void removeListed(JsonNode listed) {
        JsonNode given = ResourceReader.value(listed, attribute());
        Set<JsonNode> gone = new HashSet<>();
        if (given != null) {
            given.forEach(one -> gone.add(identity(one)));
        }
        keepOnly(values(), value -> !gone.contains(identity(value)));
    }

    private void keepOnly(ArrayNode values, java.util.function.Predicate<JsonNode> kept) {
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        values.valueStream().filter(kept).forEach(rest::add);
        ResourceReader.set(parent(), attribute(), rest.isEmpty() ? null : rest);
    }

    private ArrayNode values() {
        return parent().path(attribute().name()) instanceof ArrayNode there
                ? there
                : JsonNodeFactory.instance.arrayNode();
    }

    private static List<ObjectNode> chosen(Filter filter, ArrayNode values) {
        List<ObjectNode> chosen = new ArrayList<>();
        values.forEach(value -> {
            if (value instanceof ObjectNode object && FilterMatch.holds(filter, object)) {
                chosen.add(object);
            }
        });
        return chosen;
    }

    /// An object that became empty is no object (RFC 7643 §2.5), and one that came to be is hung in.
    private void attach() {
        List<Attribute> steps = path.attribute().steps();
        for (int i = parents.size() - 1; i > 0; i--) {
            ObjectNode inner = parents.get(i);
            ResourceReader.set(parents.get(i - 1), steps.get(i - 1), inner.isEmpty() ? null : inner);
        }
    }

    private static ScimException noTarget() {
        return new ScimException(400, "noTarget", "path (expected: a filter that chooses a value)");
    }
}
