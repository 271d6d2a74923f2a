package io.parley.gateway.document;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes one OpenAPI document of several. Every object's keys are sorted, so the same services always give the same
/// bytes. Two different schemas of one name are told apart by their service's name.
final class OpenApiMerge {

    private static final String SCHEMA = "#/components/schemas/";

    private final JsonMapper json;
    private final ObjectNode merged;
    private final Map<String, JsonNode> paths = new TreeMap<>();
    private final Map<String, JsonNode> schemas = new TreeMap<>();
    private final Map<String, JsonNode> tags = new TreeMap<>();

    /// @param base what the document says besides paths: info, security
    OpenApiMerge(JsonMapper json, JsonNode base) {
        this.json = json;
        this.merged = (ObjectNode) base.deepCopy();
        add("gateway", base);
    }

    /// @param service its name, for schemas that clash
    void add(String service, JsonNode document) {
        Set<String> clashing = new TreeSet<>();
        document.path("components").path("schemas").properties().forEach(schema -> {
            JsonNode known = schemas.get(schema.getKey());
            if (known != null && !known.equals(schema.getValue())) {
                clashing.add(schema.getKey());
            }
        });
        JsonNode own = clashing.isEmpty() ? document : renamed(document, service, clashing);
        own.path("paths").properties().forEach(path -> paths.merge(path.getKey(), path.getValue(), OpenApiMerge::both));
        own.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schemas.put(
                        clashing.contains(schema.getKey()) ? named(service, schema.getKey()) : schema.getKey(),
                        schema.getValue()));
        own.path("tags").forEach(tag -> tags.putIfAbsent(tag.path("name").asString(), tag));
    }

    /// One path may have verbs of two services.
    private static JsonNode both(JsonNode first, JsonNode second) {
        ObjectNode both = (ObjectNode) first.deepCopy();
        second.properties().forEach(verb -> {
            if (!both.has(verb.getKey())) {
                both.set(verb.getKey(), verb.getValue());
            }
        });
        return both;
    }

    private static String named(String service, String schema) {
        return Character.toUpperCase(service.charAt(0)) + service.substring(1) + schema;
    }

    private JsonNode renamed(JsonNode document, String service, Set<String> clashing) {
        return rename(document.deepCopy(), service, clashing);
    }

    private static JsonNode rename(JsonNode node, String service, Set<String> clashing) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("$ref").asString("");
            if (reference.startsWith(SCHEMA) && clashing.contains(reference.substring(SCHEMA.length()))) {
                object.put("$ref", SCHEMA + named(service, reference.substring(SCHEMA.length())));
            }
        }
        node.forEach(child -> rename(child, service, clashing));
        return node;
    }

    byte[] document() {
        ObjectNode whole = merged.deepCopy();
        whole.set("paths", object(paths));
        ObjectNode components = whole.path("components") instanceof ObjectNode known ? known : json.createObjectNode();
        components.set("schemas", object(schemas));
        whole.set("components", components);
        ArrayNode list = whole.putArray("tags");
        tags.values().forEach(list::add);
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(sorted(whole));
    }

    private ObjectNode object(Map<String, JsonNode> members) {
        ObjectNode object = json.createObjectNode();
        members.forEach(object::set);
        return object;
    }

    private JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return object(members);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode list = json.createArrayNode();
            array.forEach(item -> list.add(sorted(item)));
            return list;
        }
        return node;
    }
}
