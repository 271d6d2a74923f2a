package io.parley.consent.scim;

import io.parley.consent.group.Group;
import io.parley.consent.group.Groups;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers queries (RFC 7644 §3.4.2) with resources as the client wants to see them.
@Component
@ConditionalOnProperty("parley.scim.client")
class ScimLists {

    private final ScimStore store;
    private final People people;
    private final Groups groups;

    ScimLists(ScimStore store, People people, Groups groups) {
        this.store = store;
        this.people = people;
        this.groups = groups;
    }

    ListResponse users(ListQuery query) {
        Projection projection = query.projection(ResourceType.USER);
        ScimStore.Found found = store.users(query.filter(ResourceType.USER), query.sortPath(ResourceType.USER), query);
        return ListResponse.of(found.total(), query.start(), users(found.people(), projection));
    }

    private List<ObjectNode> users(List<PersonId> page, Projection projection) {
        Map<PersonId, Person> known =
                people.all(page).stream().collect(Collectors.toMap(Person::id, Function.identity()));
        Map<PersonId, List<Groups.Membership>> memberships = projection.shows("groups") ? groups.of(page) : Map.of();
        return page.stream()
                .map(known::get)
                .flatMap(Stream::ofNullable)
                .map(person -> projection.of(UserDocument.of(person, memberships.getOrDefault(person.id(), List.of()))))
                .toList();
    }

    ListResponse groups(ListQuery query) {
        Projection projection = query.projection(ResourceType.GROUP);
        ScimStore.Found found =
                store.groups(query.filter(ResourceType.GROUP), query.sortPath(ResourceType.GROUP), query);
        return ListResponse.of(
                found.total(),
                query.start(),
                found.page().stream()
                        .flatMap(id -> groups.find(id).stream())
                        .map(group -> group(group, projection))
                        .toList());
    }

    /// People first, then groups; what only one of them has, the others do not match (RFC 7644 §3.4.2.1).
    ListResponse everything(ListQuery query) {
        boolean askedOfUsers = understood(query, ResourceType.USER);
        boolean askedOfGroups = understood(query, ResourceType.GROUP);
        if (!askedOfUsers && !askedOfGroups) {
            throw new ScimException(400, "invalidFilter", "filter (expected: attributes of users or of groups)");
        }
        ListResponse first = askedOfUsers ? users(query) : ListResponse.of(0, query.start(), List.of());
        long before = Math.max(query.start() - 1 - first.totalResults(), 0);
        ListQuery rest = query.from(before + 1, query.limit() - first.itemsPerPage());
        ListResponse second = askedOfGroups ? groups(rest) : ListResponse.of(0, rest.start(), List.of());
        List<JsonNode> both = new ArrayList<>(first.resources());
        both.addAll(second.resources());
        return ListResponse.of(first.totalResults() + second.totalResults(), query.start(), both);
    }

    private static boolean understood(ListQuery query, ResourceType type) {
        try {
            query.filter(type);
            query.sortPath(type);
            return true;
        } catch (ScimException foreign) {
            return false;
        }
    }

    ObjectNode user(Person person, Projection projection) {
        return users(List.of(person.id()), projection).stream()
                .findFirst()
                .orElseThrow(() -> ScimException.notFound("User"));
    }

    ObjectNode group(Group group, Projection projection) {
        return projection.of(
                projection.shows("members")
                        ? GroupDocument.ofPeople(group, members(group.id()))
                        : GroupDocument.of(group, List.of()));
    }

    private List<Person> members(UUID group) {
        return people.all(groups.members(group)).stream()
                .sorted(Comparator.comparing(person -> person.id().toString()))
                .toList();
    }
}
