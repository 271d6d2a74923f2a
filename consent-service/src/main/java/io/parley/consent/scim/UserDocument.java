package io.parley.consent.scim;

import io.parley.consent.group.Groups.Membership;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonKind;
import io.parley.consent.person.Profile;
import io.parley.contracts.PersonId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A person as a SCIM User (RFC 7643 §4.1). What decides something in Parley stands in the profile's own fields, the
/// rest is kept as it came.
final class UserDocument {

    private static final List<String> OWN =
            List.of("schemas", "id", "externalId", "userName", "displayName", "active", "meta", "groups");
    private static final List<String> NAME_PARTS = List.of("formatted", "givenName", "familyName");
    private static final List<String> KINDS = List.of("employee", "guest", "minor", "bot");

    private UserDocument() {}

    static ObjectNode of(Person person, List<Membership> groups) {
        ObjectNode user = of(person.profile());
        user.put("id", person.id().toString());
        if (!groups.isEmpty()) {
            ArrayNode list = user.putArray("groups");
            groups.forEach(group -> list.addObject()
                    .put("value", group.groupId().toString())
                    .put("$ref", "/scim/v2/Groups/" + group.groupId())
                    .put("display", group.displayName())
                    .put("type", "direct"));
        }
        user.putObject("meta")
                .put("resourceType", "User")
                .put("created", person.createdAt().toString())
                .put("lastModified", person.changedAt().toString())
                .put("location", location(person))
                .put("version", Etag.of(person.version()));
        return user;
    }

    static String location(Person person) {
        return "/scim/v2/Users/" + person.id();
    }

    static ObjectNode of(Profile profile) {
        ObjectNode user = profile.attributes() instanceof ObjectNode kept
                ? kept.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        ArrayNode schemas =
                user.putArray("schemas").add(ResourceType.USER.schema()).add(ResourceType.PERSON);
        if (user.has(ResourceType.ENTERPRISE)) {
            schemas.add(ResourceType.ENTERPRISE);
        }
        put(user, "externalId", profile.externalId());
        user.put("userName", profile.userName()).put("displayName", profile.displayName());
        user.put("active", profile.active());
        addName(user, profile.name());
        addPerson(user, profile);
        return user;
    }

    private static void addName(ObjectNode user, Profile.Name given) {
        ObjectNode name = user.withObjectProperty("name");
        put(name, "formatted", given.formatted());
        put(name, "givenName", given.givenName());
        put(name, "familyName", given.familyName());
        if (name.isEmpty()) {
            user.remove("name");
        }
    }

    private static void addPerson(ObjectNode user, Profile profile) {
        LocalDate birthDate = profile.birthDate();
        ObjectNode person = user.putObject(ResourceType.PERSON)
                .put("kind", profile.kind().code())
                .put("region", profile.region());
        put(person, "birthDate", birthDate == null ? null : birthDate.toString());
        PersonId guardian = profile.guardian();
        put(person, "guardian", guardian == null ? null : guardian.toString());
        if (!profile.languages().isEmpty()) {
            profile.languages().forEach(person.withArrayProperty("languages")::add);
        }
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    /// Fails with `invalidValue`. Kind and region are required: guessing them would decide what may be archived.
    ///
    /// @param active when the document does not say: leaving and coming back must be said
    static Profile profile(ObjectNode user, boolean active) {
        JsonNode person = user.path(ResourceType.PERSON);
        try {
            return new Profile(
                    required(user, "userName", "userName"),
                    text(user, "externalId"),
                    shownName(user),
                    name(user.path("name")),
                    kind(person),
                    required(person, "region", ResourceType.PERSON + ":region"),
                    birthDate(person),
                    guardian(person),
                    user.path("active").asBoolean(active),
                    person.path("languages")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList(),
                    rest(user));
        } catch (IllegalArgumentException e) {
            throw ScimException.invalidValue(String.valueOf(e.getMessage()));
        }
    }

    private static PersonKind kind(JsonNode person) {
        String kind = required(person, "kind", ResourceType.PERSON + ":kind");
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(ResourceType.PERSON + ":kind (expected: one of " + KINDS + ")");
        }
        return PersonKind.of(kind);
    }

    private static @Nullable LocalDate birthDate(JsonNode person) {
        String date = text(person, "birthDate");
        try {
            return date == null ? null : LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw ScimException.invalidValue(ResourceType.PERSON + ":birthDate (expected: a date like 2010-12-31)");
        }
    }

    private static @Nullable PersonId guardian(JsonNode person) {
        String id = text(person, "guardian");
        try {
            return id == null ? null : PersonId.parse(id);
        } catch (IllegalArgumentException e) {
            throw ScimException.invalidValue(ResourceType.PERSON + ":guardian (expected: the id of a user)");
        }
    }

    private static Profile.Name name(JsonNode name) {
        return new Profile.Name(text(name, "formatted"), text(name, "givenName"), text(name, "familyName"));
    }

    private static String shownName(ObjectNode user) {
        JsonNode name = user.path("name");
        String joined = Stream.of(text(name, "givenName"), text(name, "familyName"))
                .flatMap(Stream::ofNullable)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        return Stream.of(text(user, "displayName"), text(name, "formatted"), joined)
                .flatMap(Stream::ofNullable)
                .filter(candidate -> !candidate.isBlank())
                .findFirst()
                .orElseGet(() -> required(user, "userName", "userName"));
    }

    private static ObjectNode rest(ObjectNode user) {
        ObjectNode rest = user.deepCopy();
        rest.remove(OWN);
        rest.remove(ResourceType.PERSON);
        if (rest.path("name") instanceof ObjectNode name) {
            name.remove(NAME_PARTS);
            if (name.isEmpty()) {
                rest.remove("name");
            }
        }
        return rest;
    }

    private static @Nullable String text(JsonNode object, String name) {
        return object.path(name).asStringOpt().orElse(null);
    }

    private static String required(JsonNode object, String name, String field) {
        String value = text(object, name);
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing (expected: a value)");
        }
        return value;
    }
}
