package io.parley.consent.scim;

import io.parley.consent.scim.Attribute.Mutability;
import io.parley.consent.scim.Attribute.Returned;
import io.parley.consent.scim.Attribute.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The attributes of a kind of resource, read from the very documents that clients are shown. An extension counts as
/// one
/// complex attribute, named by its URN.
///
/// @param schema URN of the core schema
record ResourceType(String name, String schema, List<Attribute> attributes) {

    static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    static final String PERSON = "urn:parley:scim:Person";

    static final ResourceType USER;
    static final ResourceType GROUP;

    static {
        JsonMapper json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        Map<String, List<Attribute>> schemas = schemas(json);
        List<Attribute> user = common(schemas.getOrDefault(CORE + "User", List.of()));
        user.add(Attribute.complex(
                ENTERPRISE, false, Mutability.READ_WRITE, schemas.getOrDefault(ENTERPRISE, List.of())));
        user.add(Attribute.complex(PERSON, true, Mutability.READ_WRITE, schemas.getOrDefault(PERSON, List.of())));
        USER = new ResourceType("User", CORE + "User", user);
        GROUP = new ResourceType("Group", CORE + "Group", common(schemas.getOrDefault(CORE + "Group", List.of())));
    }

    ResourceType {
        attributes = List.copyOf(attributes);
    }

    private static Map<String, List<Attribute>> schemas(JsonMapper json) {
        Map<String, List<Attribute>> schemas = new java.util.HashMap<>();
        for (JsonNode schema : document(json, "schemas")) {
            schemas.put(
                    schema.path("id").asString(),
                    json.convertValue(schema.path("attributes"), new TypeReference<List<Attribute>>() {}));
        }
        return schemas;
    }

    static JsonNode document(JsonMapper json, String name) {
        try (var in = new ClassPathResource("scim/" + name + ".json").getInputStream()) {
            return json.readTree(in);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("scim/" + name + ".json", e);
        }
    }

    /// RFC 7643 §3 and §3.1: what every resource has, in no schema.
    private static List<Attribute> common(List<Attribute> own) {
        List<Attribute> all = new ArrayList<>();
        all.add(new Attribute(
                "schemas", Type.REFERENCE, true, true, true, Mutability.READ_ONLY, Returned.ALWAYS, null, null));
        all.add(Attribute.simple("id", Type.STRING, Mutability.READ_ONLY, Returned.ALWAYS));
        all.add(Attribute.simple("externalId", Type.STRING, Mutability.READ_WRITE, Returned.DEFAULT));
        all.add(Attribute.complex(
                "meta",
                false,
                Mutability.READ_ONLY,
                List.of(
                        Attribute.simple("resourceType", Type.STRING, Mutability.READ_ONLY, Returned.DEFAULT),
                        Attribute.simple("created", Type.DATE_TIME, Mutability.READ_ONLY, Returned.DEFAULT),
                        Attribute.simple("lastModified", Type.DATE_TIME, Mutability.READ_ONLY, Returned.DEFAULT),
                        Attribute.simple("location", Type.REFERENCE, Mutability.READ_ONLY, Returned.DEFAULT),
                        Attribute.simple("version", Type.STRING, Mutability.READ_ONLY, Returned.DEFAULT))));
        all.addAll(own);
        return all;
    }

    /// The attribute that a name like `name.givenName` or `urn:…:User:manager.value` stands for (RFC 7644 §3.10).
    Optional<AttributePath> find(String text) {
        Optional<Attribute> urn = longestUrn(text);
        if (urn.isPresent()) {
            String rest = text.substring(urn.get().name().length());
            AttributePath extension = new AttributePath(List.of(urn.get()));
            return rest.isEmpty() ? Optional.of(extension) : extension.then(rest.substring(1));
        }
        return AttributePath.in(attributes, withoutCore(text));
    }

    private Optional<Attribute> longestUrn(String text) {
        return attributes.stream()
                .filter(attribute -> attribute.name().startsWith("urn:"))
                .filter(attribute -> text.equalsIgnoreCase(attribute.name())
                        || startsWith(text, attribute.name() + ":")
                        || startsWith(text, attribute.name() + "."))
                .findFirst();
    }

    private String withoutCore(String text) {
        return startsWith(text, schema + ":") ? text.substring(schema.length() + 1) : text;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
    }
}
