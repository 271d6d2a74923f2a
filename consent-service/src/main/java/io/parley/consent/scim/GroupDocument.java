package io.parley.consent.scim;

import io.parley.consent.group.Group;
import io.parley.consent.group.GroupChange;
import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A group as SCIM has it (RFC 7643 §4.2), with people only.
final class GroupDocument {

    private GroupDocument() {}

    static ObjectNode of(Group group, List<PersonId> members) {
        ObjectNode document = header(group);
        if (!members.isEmpty()) {
            ArrayNode list = document.putArray("members");
            members.forEach(member -> member(list, member));
        }
        return finished(document, group);
    }

    /// With the members' names.
    static ObjectNode ofPeople(Group group, List<Person> members) {
        ObjectNode document = header(group);
        if (!members.isEmpty()) {
            ArrayNode list = document.putArray("members");
            members.forEach(member ->
                    member(list, member.id()).put("display", member.profile().displayName()));
        }
        return finished(document, group);
    }

    private static ObjectNode header(Group group) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("schemas").add(ResourceType.GROUP.schema());
        document.put("id", group.id().toString());
        if (group.externalId() != null) {
            document.put("externalId", group.externalId());
        }
        return document.put("displayName", group.displayName());
    }

    private static ObjectNode member(ArrayNode list, PersonId member) {
        return list.addObject()
                .put("value", member.toString())
                .put("$ref", "/scim/v2/Users/" + member)
                .put("type", "User");
    }

    private static ObjectNode finished(ObjectNode document, Group group) {
        document.putObject("meta")
                .put("resourceType", "Group")
                .put("created", group.createdAt().toString())
                .put("lastModified", group.changedAt().toString())
                .put("location", location(group))
                .put("version", Etag.of(group.version()));
        return document;
    }

    static String location(Group group) {
        return "/scim/v2/Groups/" + group.id();
    }

    static GroupChange change(ObjectNode document) {
        String name = document.path("displayName").asStringOpt().orElse("");
        if (name.isBlank()) {
            throw ScimException.invalidValue("displayName: missing (expected: a value)");
        }
        String externalId = document.path("externalId").asStringOpt().orElse(null);
        checkLength("displayName", name);
        checkLength("externalId", externalId);
        return new GroupChange(name, externalId, members(document.path("members")));
    }

    private static void checkLength(String field, @Nullable String value) {
        if (value != null && (value.isBlank() || value.length() > 256)) {
            throw ScimException.invalidValue(field + " (expected: 1..256 characters)");
        }
    }

    private static Set<PersonId> members(JsonNode members) {
        Set<PersonId> ids = new HashSet<>();
        for (JsonNode member : members) {
            if (!member.path("type").asString("User").equalsIgnoreCase("User")
                    || member.path("$ref").asString("").contains("/Groups/")) {
                throw ScimException.invalidValue("members (expected: people; groups do not nest)");
            }
            ids.add(memberId(member.path("value").asString("")));
        }
        return ids;
    }

    private static PersonId memberId(String value) {
        try {
            return PersonId.parse(value);
        } catch (IllegalArgumentException e) {
            throw ScimException.invalidValue("members.value (expected: the id of a person)");
        }
    }
}
