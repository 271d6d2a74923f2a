package io.parley.consent.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Which attributes a client wants to see (RFC 7644 §3.9). `id` and `schemas` are always there; names that no schema
/// knows ask for nothing.
final class Projection {

    private final ResourceType type;
    private final List<AttributePath> only;
    private final List<AttributePath> without;
    private final boolean all;

    private Projection(ResourceType type, boolean all, List<AttributePath> only, List<AttributePath> without) {
        this.type = type;
        this.all = all;
        this.only = only;
        this.without = without;
    }

    static Projection of(
            ResourceType type, @Nullable List<String> attributes, @Nullable List<String> excludedAttributes) {
        boolean all = attributes == null || attributes.isEmpty();
        if (!all && excludedAttributes != null && !excludedAttributes.isEmpty()) {
            throw ScimException.invalidValue("excludedAttributes (expected: either these or attributes)");
        }
        return new Projection(type, all, paths(type, attributes), paths(type, excludedAttributes));
    }

    private static List<AttributePath> paths(ResourceType type, @Nullable List<String> names) {
        Stream<String> given = names == null ? Stream.empty() : names.stream();
        return given.map(String::strip)
                .flatMap(name -> type.find(name).stream())
                .toList();
    }

    /// Whether this attribute of the resource shows at all, so that it need not be fetched if not.
    boolean shows(String name) {
        return all
                ? without.stream()
                        .noneMatch(path -> path.single() && path.first().name().equals(name))
                : only.stream().anyMatch(path -> path.first().name().equals(name));
    }

    ObjectNode of(ObjectNode resource) {
        ObjectNode shown = all ? resource.deepCopy() : kept(resource);
        without.forEach(path -> remove(path, shown));
        return shown;
    }

    private ObjectNode kept(ObjectNode resource) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : resource.properties()) {
            Attribute attribute =
                    Attribute.named(type.attributes(), member.getKey()).orElseThrow();
            boolean always = attribute.returned() == Attribute.Returned.ALWAYS;
            List<AttributePath> wanted =
                    only.stream().filter(path -> path.first().equals(attribute)).toList();
            if (always || wanted.stream().anyMatch(AttributePath::single)) {
                shown.set(member.getKey(), member.getValue());
            } else if (!wanted.isEmpty()) {
                ResourceReader.set(shown, attribute, parts(member.getValue(), wanted));
            }
        }
        return shown;
    }

    private static @Nullable JsonNode parts(JsonNode value, List<AttributePath> wanted) {
        if (value.isArray()) {
            ArrayNode some = JsonNodeFactory.instance.arrayNode();
            value.forEach(one -> {
                JsonNode part = parts(one, wanted);
                if (part != null) {
                    some.add(part);
                }
            });
            return some.isEmpty() ? null : some;
        }
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        List<AttributePath> inner = new ArrayList<>(wanted);
        inner.replaceAll(AttributePath::tail);
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            List<AttributePath> here = inner.stream()
                    .filter(path -> path.first().name().equals(member.getKey()))
                    .toList();
            if (here.stream().anyMatch(AttributePath::single)) {
                some.set(member.getKey(), member.getValue());
            } else if (!here.isEmpty()) {
                ResourceReader.set(some, here.getFirst().first(), parts(member.getValue(), here));
            }
        }
        return some.isEmpty() ? null : some;
    }

    private static void remove(AttributePath path, JsonNode from) {
        if (from.isArray()) {
            from.forEach(one -> remove(path, one));
        } else if (from instanceof ObjectNode object && path.single()) {
            if (path.last().returned() != Attribute.Returned.ALWAYS) {
                object.remove(path.last().name());
            }
        } else if (from.has(path.first().name())) {
            remove(path.tail(), from.path(path.first().name()));
        }
    }
}
